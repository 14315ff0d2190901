// The generated object of a feature view.
import type { GeneratedView } from "../serving/contract.ts";

/** The one view that its module exports. */
export function generatedViewOf(module: Readonly<Record<string, unknown>>, name: string): GeneratedView {
  const generated = Object.values(module).find(isView);
  if (generated === undefined) throw new Error(`the module of view ${name} exports no view`);
  return generated;
}

function isView(value: unknown): value is GeneratedView {
  return typeof value === "object" && value !== null && "keyOf" in value && "values" in value;
}
