// What authors import as "bifold".
export {
  all,
  any,
  approxCountDistinct,
  count,
  countDistinct,
  first,
  firstN,
  last,
  lastN,
  max,
  maxBy,
  maxN,
  mean,
  median,
  min,
  minBy,
  minN,
  mode,
  quantile,
  secondsSinceLast,
  share,
  stddev,
  stddevPopulation,
  sum,
  topK,
  variance,
  variancePopulation,
} from "./aggregations.ts";
export { deployment } from "./deployment.ts";
export type { Duration } from "./duration.ts";
export { entity } from "./entity.ts";
export { featureView } from "./feature-view.ts";
export {
  bucketize,
  clamp,
  decimalOfUnits,
  earliest,
  fromEpochMicros,
  fromEpochMillis,
  fromEpochSeconds,
  hashBucket,
  haversineKm,
  latest,
  matches,
  ordinal,
  parseInteger,
  parseNumber,
  parseTimestamp,
  roundTo,
  timestamp,
  toFloat64,
  toInt64,
  vector,
} from "./functions.ts";
export { fit } from "./fit.ts";
export type { List, Vector } from "./list.ts";
export { model } from "./model.ts";
export { requestView } from "./request-view.ts";
export { role } from "./role.ts";
export { csv, parquet, source } from "./source.ts";
export type { Timestamp } from "./timestamp.ts";
export type { ZoneName } from "./zone-names.ts";
export { trainingSet } from "./training-set.ts";
export type { Row } from "./types.ts";
export { t } from "./types.ts";
export { union } from "./union.ts";
