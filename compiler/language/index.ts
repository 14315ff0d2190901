// What authors import as "bifold".
export { count, last, max, mean, min, sum } from "./aggregations.ts";
export { deployment } from "./deployment.ts";
export type { Duration } from "./duration.ts";
export { entity } from "./entity.ts";
export { featureView } from "./feature-view.ts";
export { model } from "./model.ts";
export { requestView } from "./request-view.ts";
export { csv, parquet, source } from "./source.ts";
export type { Timestamp } from "./timestamp.ts";
export { trainingSet } from "./training-set.ts";
export type { Row } from "./types.ts";
export { t } from "./types.ts";
