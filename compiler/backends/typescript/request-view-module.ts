// serving/requests/<request_view>.ts: features that are computed from the request and from other views.
import type { Artifact } from "../../ir/artifact.ts";
import type { RequestView } from "../../ir/program.ts";
import { FunctionBody } from "./function-body.ts";
import { FUNCTIONS } from "./imports.ts";
import { call, doc, header, importLine, member, property, statement } from "./layout.ts";
import { LocalNames, typeName } from "./names.ts";
import { recordInterface } from "./type-text.ts";

export function requestViewModule(view: RequestView): Artifact {
  const type = typeName(view.name);
  const names = new LocalNames([]);
  const locals = new Map([["request", names.take("request")]]);
  for (const { alias } of view.inputs) locals.set(alias, names.take(alias));
  const read = new Set<string>();
  const scope = {
    names,
    input: ([source = "", field = ""]: readonly string[]) => {
      read.add(source);
      return member(locals.get(source) ?? source, field);
    },
    atom: (id: string): never => {
      throw new Error(`Request view '${view.name}' reads the aggregate '${id}'.`);
    },
  };
  const body = new FunctionBody(
    scope,
    view.features.map(({ expression }) => expression),
  );
  const features = view.features.map(({ name, expression }) =>
    statement(2, `${property(name)}: ${body.text(expression, property(name).length + 7)},`),
  );
  const parameter = (source: string, of: string): string =>
    `${read.has(source) ? "" : "_"}${locals.get(source) ?? source}: ${of}`;
  const parameters = [
    parameter("request", `${type}Request`),
    ...view.inputs.map(({ alias, view: of }) => parameter(alias, typeName(of))),
  ];
  const views = [...new Set(view.inputs.map((input) => input.view))].sort();
  const imports = views.map((of) => importLine([typeName(of)], `../views/${of}.ts`, true));
  if (body.helpers.length > 0) imports.unshift(importLine(body.helpers, FUNCTIONS));
  const compute = [
    `${doc(0, `The features of ${view.name}.`)}${call(0, `export function compute${type}`, parameters, `: ${type} {`)}`,
    ...body.lines,
    "  return {",
    ...features,
    "  };",
    "}",
  ].join("\n");
  const parts = [
    [header(`request view ${view.name}`), ...imports].join("\n"),
    recordInterface(`${type}Request`, `What ${view.name} reads of a request.`, view.request),
    recordInterface(type, view.description ?? `The features of ${view.name}.`, view.features),
    compute,
  ];
  return { path: `serving/requests/${view.name}.ts`, text: `${parts.join("\n\n")}\n` };
}
