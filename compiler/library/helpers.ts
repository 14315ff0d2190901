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
export { asin, cos, exp, expm1, log, log1p, sin } from "./kernels/generated.ts";
export { lowerText, upperText } from "./letter-case.ts";
export { dotProduct, itemAt, placeOf } from "./lists.ts";
export { compareText } from "./order.ts";
export { matchesText } from "./pattern.ts";
export { integerPower } from "./powers.ts";
export { indexOfText, padText, parseInteger, parseNumber, sliceText, trimText } from "./text.ts";
export { wallClock } from "./zones.ts";
