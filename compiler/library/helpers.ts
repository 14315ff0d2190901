// Helpers that generated JavaScript imports: the shared definitions behind library functions.
export {
  dayOf,
  dayOfYear,
  hourOf,
  isoWeekOf,
  minuteOf,
  monthOf,
  plusMicroseconds,
  plusMinutes,
  quarterOf,
  secondOf,
  weekdayOf,
  yearOf,
} from "./calendar.ts";
export { exp, expm1, log, log1p } from "./kernels/generated.ts";
export { lowerText, upperText } from "./letter-case.ts";
export { compareText } from "./order.ts";
export { integerPower } from "./powers.ts";
export { sliceText, trimText } from "./text.ts";
