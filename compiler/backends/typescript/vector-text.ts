// The functions that turn a request and its stored rows into the model's input vector.
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { TrainingFeature, ViewUse } from "../../ir/program.ts";
import { call, list, member, statement } from "./layout.ts";
import { LocalNames, typeName, useName } from "./names.ts";

/** `type` is the request's type name. */
export function vectorText(deployment: DeploymentPlan, plan: Plan, type: string): string {
  const names = new LocalNames(["assemble", "features", "out", "offset", "request", "rows", "tau"]);
  const locals = new Map<string, string>();
  const setup: string[] = [];
  let needsTau = false;
  deployment.uses.forEach((use, index) => {
    if (!isRead(use, deployment, plan)) return;
    const local = names.take(useName(use));
    locals.set(useName(use), local);
    needsTau = true;
    setup.push(statement(1, `const ${local} = read${typeName(use.view)}(rows[${index}] ?? null, tau);`));
  });
  for (const name of deployment.requestViews) {
    const view = plan.requestViews.find((candidate) => candidate.name === name);
    if (view === undefined)
      throw new Error(`Deployment '${deployment.name}' reads no request view '${name}'.`);
    const args = ["request", ...view.inputs.map((input) => locals.get(useName(input)) ?? "null")];
    const local = names.take(name);
    locals.set(name, local);
    setup.push(call(1, `const ${local} = compute${typeName(name)}`, args, ";"));
  }
  const value = (input: TrainingFeature): string =>
    member(locals.get(useName(input)) ?? input.view, input.feature);
  const writes = deployment.inputs.map((input, index) => {
    const place = index === 0 ? "offset" : `offset + ${index}`;
    return statement(1, `out[${place}] = ${numberText(input, value(input))};`);
  });
  const request = deployment.requestViews.length > 0 ? "request" : "_request";
  const rows = needsTau ? "rows" : "_rows";
  const tau = needsTau ? "tau" : "_tau";
  const shared = [`${request}: ${type}`, `${rows}: readonly (Uint8Array | null)[]`, `${tau}: number`];
  return [
    call(0, "function assemble", ["out: Float32Array", "offset: number", ...shared], ": void {"),
    ...setup,
    ...writes,
    "}",
    "",
    call(0, "function features", shared, ": readonly Value[] {"),
    ...setup,
    list(1, "return ", deployment.inputs.map(value), ";"),
    "}",
  ].join("\n");
}

/** Whether the vector or a request view needs the view's values under this role. */
export function isRead(use: ViewUse, deployment: DeploymentPlan, plan: Plan): boolean {
  const isUse = ({ view, role }: ViewUse): boolean => view === use.view && role === use.role;
  if (deployment.inputs.some(isUse)) return true;
  return plan.requestViews.some(
    ({ name, inputs }) => deployment.requestViews.includes(name) && inputs.some(isUse),
  );
}

/** A model reads numbers: null is NaN, false and true are 0 and 1. */
function numberText({ column, type }: TrainingFeature, value: string): string {
  if (type.kind === "string" || type.kind === "list" || type.kind === "null") {
    throw new Error(`Model input '${column}' is a ${type.kind}, which no model reads.`);
  }
  if (type.kind === "decimal") {
    const number = `${value} / ${10 ** (type.scale ?? 0)}`;
    return type.nullable ? `${value} === null ? Number.NaN : ${number}` : number;
  }
  if (type.kind !== "bool") return type.nullable ? `${value} ?? Number.NaN` : value;
  return type.nullable ? `${value} === null ? Number.NaN : Number(${value})` : `Number(${value})`;
}
