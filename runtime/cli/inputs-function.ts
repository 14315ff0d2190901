// The generated function of a model's own inputs.
import type { InputsFunction } from "../evaluate/own-inputs.ts";

/** The one function of a model's module. */
export function inputsFunctionOf(module: Readonly<Record<string, unknown>>, model: string): InputsFunction {
  const [compute] = Object.entries(module).filter(([name]) => name.startsWith("inputsOf"));
  if (typeof compute?.[1] !== "function") throw new Error(`the module of model ${model} has no function`);
  return compute[1] as InputsFunction;
}
