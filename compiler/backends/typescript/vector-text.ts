// The functions that turn a request and its stored rows into the model's input vector.
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { TrainingFeature } from "../../ir/program.ts";
import { call, list, member, statement } from "./layout.ts";
import { LocalNames, typeName } from "./names.ts";

/** `type` is the request's type name. */
export function vectorText(deployment: DeploymentPlan, plan: Plan, type: string): string {
  const names = new LocalNames(["assemble", "features", "out", "offset", "request", "rows", "tau"]);
  const locals = new Map<string, string>();
  const setup: string[] = [];
  let needsTau = false;
  deployment.featureViews.forEach((view, index) => {
    if (!isRead(view, deployment, plan)) return;
    const local = names.take(view);
    locals.set(view, local);
    needsTau = true;
    setup.push(statement(1, `const ${local} = read${typeName(view)}(rows[${index}] ?? null, tau);`));
  });
  for (const name of deployment.requestViews) {
    const view = plan.requestViews.find((candidate) => candidate.name === name);
    if (view === undefined)
      throw new Error(`Deployment '${deployment.name}' reads no request view '${name}'.`);
    const args = ["request", ...view.inputs.map((input) => locals.get(input.view) ?? "null")];
    const local = names.take(name);
    locals.set(name, local);
    setup.push(call(1, `const ${local} = compute${typeName(name)}`, args, ";"));
  }
  const value = ({ view, feature }: TrainingFeature): string => member(locals.get(view) ?? view, feature);
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

/** Whether the vector or a request view needs the view's values. */
export function isRead(view: string, deployment: DeploymentPlan, plan: Plan): boolean {
  if (deployment.inputs.some((input) => input.view === view)) return true;
  return plan.requestViews.some(
    ({ name, inputs }) =>
      deployment.requestViews.includes(name) && inputs.some((input) => input.view === view),
  );
}

/** A model reads numbers: null is NaN, false and true are 0 and 1. */
function numberText({ column, type }: TrainingFeature, value: string): string {
  if (type.kind === "string" || type.kind === "null") {
    throw new Error(`Model input '${column}' is a ${type.kind}, which no model reads.`);
  }
  if (type.kind !== "bool") return type.nullable ? `${value} ?? Number.NaN` : value;
  return type.nullable ? `${value} === null ? Number.NaN : Number(${value})` : `Number(${value})`;
}
