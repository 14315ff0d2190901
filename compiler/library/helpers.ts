// Helpers that generated JavaScript imports: the shared definitions behind library functions.
export { bucketOf, clamp, hashBucket, ordinalOf } from "./buckets.ts";
export {
  dayOf,
  dayOfYear,
  daysSince,
  hourOf,
  isoWeekOf,
  minuteOf,
  monthOf,
  plusMicroseconds,
  plusMinutes,
  quarterOf,
  secondOf,
  startOf,
  weekdayOf,
  yearOf,
} from "./calendar.ts";
export { clampUnits, rescaleUnits, roundUnits, unitsToNumber } from "./decimal.ts";
export { haversineKm } from "./geography.ts";
export {
  acos,
  asin,
  atan,
  atan2,
  cbrt,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log10,
  log1p,
  log2,
  sin,
  tanh,
} from "./kernels/generated.ts";
export { lowerText, upperText } from "./letter-case.ts";
export { countDifferent, dotProduct, greatestOf, itemAt, leastOf, meanOf, placeOf, sumOf } from "./lists.ts";
export { compareText } from "./order.ts";
export { matchesText } from "./pattern.ts";
export { integerPower } from "./powers.ts";
export { instantOf, wholePart } from "./safe-integer.ts";
export { indexOfText, padText, parseInteger, parseNumber, sliceText, trimText } from "./text.ts";
export { parseInstant } from "./time-text.ts";
export { wallClock } from "./zones.ts";
