// What the serving runtime offers, to generated modules ("bifold/serving") and to the command line.
export type { Value } from "../../compiler/ir/value-type.ts";
export type {
  FeatureStatus,
  GeneratedDeployment,
  GeneratedView,
  LoadedModel,
  RequestProblem,
} from "./contract.ts";
export {
  createServingApp,
  type Serving,
  type ServingOptions,
  type ServingServices,
} from "./create-serving-app.ts";
export { newKey, putBool, putInt64, putString, stringBytes } from "./key-bytes.ts";
export { DEFAULT_LIMITS, type ServingLimits } from "./limits.ts";
export type { Readiness } from "./readiness.ts";
export { decimalReader, listReader, vectorReader } from "./compound-fields.ts";
export {
  readBool,
  readFloat64,
  readInt64,
  readNullable,
  readRecord,
  readString,
  readTimestamp,
  refuseUnknown,
} from "./request-fields.ts";
export { boolsAt, numbersAt, openRow, textAt, textsAt } from "./row-bytes.ts";
export { type RunningServer, type ServeOptions, serve } from "./serve.ts";
