// The functions, by their legal names. Where several share a spelling, the first whose types fit is meant.
import type { FunctionDefinition } from "../define.ts";
import { abs } from "./abs.ts";
import { acos } from "./acos.ts";
import { add } from "./add.ts";
import { and } from "./and.ts";
import { asin } from "./asin.ts";
import { atan } from "./atan.ts";
import { atan2 } from "./atan2.ts";
import { bucketize } from "./bucketize.ts";
import { cbrt } from "./cbrt.ts";
import { ceil } from "./ceil.ts";
import { clamp } from "./clamp.ts";
import { coalesce } from "./coalesce.ts";
import { concat } from "./concat.ts";
import { cos } from "./cos.ts";
import { day } from "./day.ts";
import { day_of_year } from "./day_of_year.ts";
import { days_since } from "./days_since.ts";
import { decimal_abs } from "./decimal_abs.ts";
import { decimal_add } from "./decimal_add.ts";
import { decimal_multiply } from "./decimal_multiply.ts";
import { decimal_negate } from "./decimal_negate.ts";
import { decimal_of_units } from "./decimal_of_units.ts";
import { decimal_subtract } from "./decimal_subtract.ts";
import { divide } from "./divide.ts";
import { dot } from "./dot.ts";
import { earliest } from "./earliest.ts";
import { ends_with } from "./ends_with.ts";
import { epoch_seconds } from "./epoch_seconds.ts";
import { equal } from "./equal.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { floor } from "./floor.ts";
import { from_epoch_micros } from "./from_epoch_micros.ts";
import { from_epoch_millis } from "./from_epoch_millis.ts";
import { from_epoch_seconds } from "./from_epoch_seconds.ts";
import { greater_or_equal } from "./greater_or_equal.ts";
import { greater_than } from "./greater_than.ts";
import { hash_bucket } from "./hash_bucket.ts";
import { haversine_km } from "./haversine_km.ts";
import { hour } from "./hour.ts";
import { hypot } from "./hypot.ts";
import { if_ } from "./if.ts";
import { in_zone } from "./in_zone.ts";
import { includes } from "./includes.ts";
import { index_of } from "./index_of.ts";
import { is_after } from "./is_after.ts";
import { is_before } from "./is_before.ts";
import { is_finite } from "./is_finite.ts";
import { is_nan } from "./is_nan.ts";
import { is_not_null } from "./is_not_null.ts";
import { is_null } from "./is_null.ts";
import { iso_week } from "./iso_week.ts";
import { latest } from "./latest.ts";
import { length } from "./length.ts";
import { less_or_equal } from "./less_or_equal.ts";
import { less_than } from "./less_than.ts";
import { list_at } from "./list_at.ts";
import { list_count_distinct } from "./list_count_distinct.ts";
import { list_includes } from "./list_includes.ts";
import { list_index_of } from "./list_index_of.ts";
import { list_length } from "./list_length.ts";
import { list_max } from "./list_max.ts";
import { list_mean } from "./list_mean.ts";
import { list_min } from "./list_min.ts";
import { list_sum } from "./list_sum.ts";
import { log } from "./log.ts";
import { log10 } from "./log10.ts";
import { log1p } from "./log1p.ts";
import { log2 } from "./log2.ts";
import { lower } from "./lower.ts";
import { matches } from "./matches.ts";
import { max } from "./max.ts";
import { min } from "./min.ts";
import { minus } from "./minus.ts";
import { minute } from "./minute.ts";
import { modulo } from "./modulo.ts";
import { month } from "./month.ts";
import { multiply } from "./multiply.ts";
import { negate } from "./negate.ts";
import { not } from "./not.ts";
import { not_equal } from "./not_equal.ts";
import { or } from "./or.ts";
import { ordinal } from "./ordinal.ts";
import { pad_end } from "./pad_end.ts";
import { pad_start } from "./pad_start.ts";
import { parse_integer } from "./parse_integer.ts";
import { parse_number } from "./parse_number.ts";
import { parse_timestamp } from "./parse_timestamp.ts";
import { plus } from "./plus.ts";
import { plus_minutes } from "./plus_minutes.ts";
import { power } from "./power.ts";
import { quarter } from "./quarter.ts";
import { replace_all } from "./replace_all.ts";
import { rescale } from "./rescale.ts";
import { round } from "./round.ts";
import { round_to } from "./round_to.ts";
import { second } from "./second.ts";
import { seconds_since } from "./seconds_since.ts";
import { sign } from "./sign.ts";
import { sin } from "./sin.ts";
import { slice } from "./slice.ts";
import { split } from "./split.ts";
import { sqrt } from "./sqrt.ts";
import { start_of_day } from "./start_of_day.ts";
import { start_of_hour } from "./start_of_hour.ts";
import { start_of_month } from "./start_of_month.ts";
import { start_of_quarter } from "./start_of_quarter.ts";
import { start_of_week } from "./start_of_week.ts";
import { start_of_year } from "./start_of_year.ts";
import { starts_with } from "./starts_with.ts";
import { subtract } from "./subtract.ts";
import { tanh } from "./tanh.ts";
import { timestamp } from "./timestamp.ts";
import { to_float64 } from "./to_float64.ts";
import { to_int64 } from "./to_int64.ts";
import { to_text } from "./to_text.ts";
import { trim } from "./trim.ts";
import { trim_end } from "./trim_end.ts";
import { trim_start } from "./trim_start.ts";
import { trunc } from "./trunc.ts";
import { upper } from "./upper.ts";
import { vector } from "./vector.ts";
import { weekday } from "./weekday.ts";
import { year } from "./year.ts";

export const functions = {
  add,
  decimal_add,
  concat,
  decimal_subtract,
  subtract,
  decimal_multiply,
  multiply,
  divide,
  modulo,
  decimal_negate,
  negate,
  power,
  less_than,
  less_or_equal,
  greater_than,
  greater_or_equal,
  is_null,
  is_not_null,
  equal,
  not_equal,
  and,
  or,
  not,
  if: if_,
  coalesce,
  to_float64,
  to_int64,
  decimal_of_units,
  rescale,
  round_to,
  decimal_abs,
  abs,
  ceil,
  floor,
  round,
  trunc,
  sign,
  min,
  max,
  clamp,
  bucketize,
  hash_bucket,
  ordinal,
  sqrt,
  cbrt,
  hypot,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  sin,
  cos,
  tanh,
  asin,
  acos,
  atan,
  atan2,
  haversine_km,
  is_nan,
  is_finite,
  list_length,
  length,
  lower,
  upper,
  vector,
  list_includes,
  includes,
  starts_with,
  ends_with,
  matches,
  list_at,
  list_index_of,
  list_sum,
  list_mean,
  list_max,
  list_min,
  list_count_distinct,
  dot,
  slice,
  trim,
  parse_number,
  parse_integer,
  parse_timestamp,
  timestamp,
  from_epoch_seconds,
  from_epoch_millis,
  from_epoch_micros,
  split,
  index_of,
  replace_all,
  pad_start,
  pad_end,
  trim_start,
  trim_end,
  to_text,
  year,
  quarter,
  month,
  iso_week,
  day,
  day_of_year,
  weekday,
  hour,
  minute,
  second,
  start_of_hour,
  start_of_day,
  start_of_week,
  start_of_month,
  start_of_quarter,
  start_of_year,
  in_zone,
  plus,
  minus,
  plus_minutes,
  seconds_since,
  days_since,
  epoch_seconds,
  is_before,
  is_after,
  earliest,
  latest,
} satisfies Record<string, FunctionDefinition>;
