// The aggregations, by their legal names; `count` is spelt for both of its forms.
import type { AggregationDefinition } from "../define.ts";
import { count } from "./count.ts";
import { count_rows } from "./count_rows.ts";
import { last } from "./last.ts";
import { latest } from "./latest.ts";
import { max } from "./max.ts";
import { mean } from "./mean.ts";
import { min } from "./min.ts";
import { sum } from "./sum.ts";

export const aggregations = { sum, count, count_rows, mean, min, max, last, latest } satisfies Record<
  string,
  AggregationDefinition
>;
