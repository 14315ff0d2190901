// `read(origin_delays)`: the features of a view of a model's training set, on the row that is predicted for.
import type { ts } from "ts-morph";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { toPlain } from "./convert.ts";
import { describe } from "./describe.ts";
import { ERROR, type Scope, type Value } from "./value.ts";

const HINT = { hint: 'Write `read(user_stats).spend_30d`, or `read(role("sender", user_stats))`.' };

/** A row whose path begins with the view's name, or with `role__view`. */
export function readView(context: Context, node: ts.CallExpression, scope: Scope): Value {
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length > 1) {
    return refuse(context, scope, codes.badCall, node, "A model reads one view at a time.", HINT);
  }
  const given = context.read(argument, scope);
  const view = given.kind === "role" ? given.view : given;
  const role = given.kind === "role" ? toPlain(given.role) : null;
  if (view.kind === "error") return ERROR;
  if (view.kind !== "declaration" || (view.declares !== "feature_view" && view.declares !== "request_view")) {
    const message = `A model reads views, and ${describe(view)} is none.`;
    return refuse(context, scope, codes.wrongReference, argument, message, HINT);
  }
  if (role !== null && typeof role !== "string") {
    return refuse(context, scope, codes.notConstant, argument, "A role must be a constant string.", HINT);
  }
  return { kind: "row", path: [role === null ? view.name : `${role}__${view.name}`], levels: 1 };
}
