// An aggregate as its author could have written it, without its window.
import type { Atom } from "../ir/program.ts";
import { aggregationOf } from "./aggregation-of.ts";
import { expressionText } from "./expression-text.ts";

/** `mean(origin_delays__mean_delay_6h)`, `topK(channel, 3)` */
export function aggregateText(atom: Pick<Atom, "aggregation" | "inputs" | "parameters">): string {
  const inputs = atom.inputs.map((input) => expressionText(input, (id) => id));
  const parameters = atom.parameters.map((value) => JSON.stringify(value));
  return `${aggregationOf(atom).name}(${[...inputs, ...parameters].join(", ")})`;
}
