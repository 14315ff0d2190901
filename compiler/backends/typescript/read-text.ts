// How a generated function comes by features: stored rows read, request views computed, each by a name of its own.
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { TrainingFeature, ViewUse } from "../../ir/program.ts";
import { call, member, statement } from "./layout.ts";
import { LocalNames, typeName, useName } from "./names.ts";

export interface ReadText {
  /** The function's first lines. */
  readonly lines: readonly string[];
  /** Its parameters: `request`, `rows`, `tau`; those that it does not need begin with an underscore. */
  readonly parameters: readonly string[];
  value(feature: TrainingFeature): string;
}

/** `type` is the request's type name; `taken` are the function's other names. */
export function readText(
  deployment: DeploymentPlan,
  plan: Plan,
  type: string,
  features: readonly TrainingFeature[],
  taken: readonly string[],
): ReadText {
  const names = new LocalNames([...taken, "request", "rows", "tau"]);
  const locals = new Map<string, string>();
  const lines: string[] = [];
  let needsTau = false;
  deployment.uses.forEach((use, index) => {
    if (!isRead(use, features, plan)) return;
    const local = names.take(useName(use));
    locals.set(useName(use), local);
    needsTau = true;
    lines.push(statement(1, `const ${local} = read${typeName(use.view)}(rows[${index}] ?? null, tau);`));
  });
  const requestViews = deployment.requestViews.filter((name) => features.some(({ view }) => view === name));
  for (const name of requestViews) {
    const view = plan.requestViews.find((candidate) => candidate.name === name);
    if (view === undefined)
      throw new Error(`Deployment '${deployment.name}' reads no request view '${name}'.`);
    const args = ["request", ...view.inputs.map((input) => locals.get(useName(input)) ?? "null")];
    const local = names.take(name);
    locals.set(name, local);
    lines.push(call(1, `const ${local} = compute${typeName(name)}`, args, ";"));
  }
  const request = requestViews.length > 0 ? "request" : "_request";
  const rows = needsTau ? "rows" : "_rows";
  const tau = needsTau ? "tau" : "_tau";
  return {
    lines,
    parameters: [`${request}: ${type}`, `${rows}: readonly (Uint8Array | null)[]`, `${tau}: number`],
    value: (feature) => member(locals.get(useName(feature)) ?? feature.view, feature.feature),
  };
}

/** Whether the features, or a request view that gives some of them, need the view's values under this role. */
export function isRead(use: ViewUse, features: readonly TrainingFeature[], plan: Plan): boolean {
  const isUse = ({ view, role }: ViewUse): boolean => view === use.view && role === use.role;
  if (features.some(isUse)) return true;
  return plan.requestViews.some(
    ({ name, inputs }) => features.some(({ view }) => view === name) && inputs.some(isUse),
  );
}
