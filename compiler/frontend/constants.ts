// Constants of files: each read once, when it is first used.
import { ts } from "ts-morph";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { spanOf } from "./module.ts";
import type { Resolution } from "./scope.ts";
import type { Site } from "./sites.ts";
import { moduleScope, named, type Value } from "./value.ts";

type Constant = Extract<Resolution, { kind: "const" }>;

export interface Constants {
  read(constant: Constant): Value;
}

/** `sites` are the constants that hold declarations: a use of one refers to it by its published name. */
export function createConstants(
  context: () => Context,
  sites: ReadonlyMap<ts.VariableDeclaration, Site>,
): Constants {
  const known = new Map<ts.VariableDeclaration, Value>();
  const active: Constant[] = [];

  const refer = (site: Site): Value => ({
    kind: "declaration",
    declares: site.kind,
    name: publishedName(context(), site),
  });

  const read = (constant: Constant): Value => {
    const { node, module, name } = constant;
    const before = known.get(node);
    if (before !== undefined) return before;
    const start = active.findIndex((other) => other.node === node);
    if (start >= 0) {
      const path = [...active.slice(start), constant].map((each) => each.name.text).join(" -> ");
      const related = active
        .slice(start)
        .map((each) => ({ message: `'${each.name.text}' is here`, span: spanOf(each.module, each.name) }));
      return refuse(
        context(),
        moduleScope(module),
        codes.cycle,
        name,
        `'${name.text}' is made from itself: ${path}.`,
        {
          hint: "Give one of them a value of its own.",
          related,
        },
      );
    }
    const site = sites.get(node);
    if (site !== undefined) {
      const value = refer(site);
      known.set(node, value);
      return value;
    }
    if (node.initializer === undefined) {
      return refuse(context(), moduleScope(module), codes.syntax, name, "A constant needs a value.");
    }
    active.push(constant);
    try {
      const value = named(context().read(node.initializer, moduleScope(module)), name.text);
      known.set(node, value);
      return value;
    } finally {
      active.pop();
    }
  };

  return { read };
}

/** `name:` if it is given, else the exported constant's name. What is wrong with it is said by the declaration. */
export function publishedName(context: Context, site: Site): string {
  const [options] = site.call.arguments;
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return site.exportedName;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text !== "name") continue;
    const value = context.read(property.initializer, moduleScope(site.module));
    if (value.kind !== "expression" || value.expression.kind !== "literal") break;
    if (value.expression.value.type === "string") return value.expression.value.value;
  }
  return site.exportedName;
}
