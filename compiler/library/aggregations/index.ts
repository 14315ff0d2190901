// The aggregations, by their legal names; a spelling with two keys has two forms.
import type { AggregationDefinition } from "../define.ts";
import { all } from "./all.ts";
import { any } from "./any.ts";
import { approx_count_distinct } from "./approx_count_distinct.ts";
import { count } from "./count.ts";
import { count_distinct } from "./count_distinct.ts";
import { count_rows } from "./count_rows.ts";
import { first } from "./first.ts";
import { first_n } from "./first_n.ts";
import { last } from "./last.ts";
import { last_n } from "./last_n.ts";
import { latest } from "./latest.ts";
import { max } from "./max.ts";
import { max_by } from "./max_by.ts";
import { max_n } from "./max_n.ts";
import { mean } from "./mean.ts";
import { median } from "./median.ts";
import { min } from "./min.ts";
import { min_by } from "./min_by.ts";
import { min_n } from "./min_n.ts";
import { mode } from "./mode.ts";
import { quantile } from "./quantile.ts";
import { stddev } from "./stddev.ts";
import { stddev_population } from "./stddev_population.ts";
import { sum } from "./sum.ts";
import { top_k } from "./top_k.ts";
import { variance } from "./variance.ts";
import { variance_population } from "./variance_population.ts";

export const aggregations = {
  sum,
  count,
  count_rows,
  mean,
  min,
  max,
  first,
  last,
  latest,
  first_n,
  last_n,
  variance,
  stddev,
  variance_population,
  stddev_population,
  count_distinct,
  approx_count_distinct,
  quantile,
  median,
  mode,
  top_k,
  any,
  all,
  min_by,
  max_by,
  min_n,
  max_n,
} satisfies Record<string, AggregationDefinition>;
