// A fitted value as its author could have written it.
import type { Atom } from "../ir/program.ts";
import { aggregations } from "./aggregations/index.ts";
import type { AggregationDefinition } from "./define.ts";
import { expressionText } from "./expression-text.ts";

/** `mean(origin_delays__mean_delay_6h)` */
export function fitText({ aggregation, inputs, parameters }: Atom): string {
  const list: Readonly<Record<string, Pick<AggregationDefinition, "name">>> = aggregations;
  const name = Object.hasOwn(list, aggregation) ? (list[aggregation]?.name ?? aggregation) : aggregation;
  const values = inputs.map((input) => expressionText(input, (id) => id));
  return `${name}(${[...values, ...parameters.map((value) => JSON.stringify(value))].join(", ")})`;
}
