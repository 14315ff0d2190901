// The functions, by their legal names. Where several share a spelling, the first whose types fit is meant.
import type { FunctionDefinition } from "../define.ts";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { and } from "./and.ts";
import { ceil } from "./ceil.ts";
import { coalesce } from "./coalesce.ts";
import { concat } from "./concat.ts";
import { day } from "./day.ts";
import { day_of_year } from "./day_of_year.ts";
import { divide } from "./divide.ts";
import { ends_with } from "./ends_with.ts";
import { equal } from "./equal.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { floor } from "./floor.ts";
import { greater_or_equal } from "./greater_or_equal.ts";
import { greater_than } from "./greater_than.ts";
import { hour } from "./hour.ts";
import { if_ } from "./if.ts";
import { includes } from "./includes.ts";
import { is_after } from "./is_after.ts";
import { is_before } from "./is_before.ts";
import { is_finite } from "./is_finite.ts";
import { is_nan } from "./is_nan.ts";
import { is_not_null } from "./is_not_null.ts";
import { is_null } from "./is_null.ts";
import { iso_week } from "./iso_week.ts";
import { length } from "./length.ts";
import { less_or_equal } from "./less_or_equal.ts";
import { less_than } from "./less_than.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { lower } from "./lower.ts";
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
import { plus } from "./plus.ts";
import { plus_minutes } from "./plus_minutes.ts";
import { power } from "./power.ts";
import { quarter } from "./quarter.ts";
import { round } from "./round.ts";
import { second } from "./second.ts";
import { seconds_since } from "./seconds_since.ts";
import { sign } from "./sign.ts";
import { slice } from "./slice.ts";
import { sqrt } from "./sqrt.ts";
import { starts_with } from "./starts_with.ts";
import { subtract } from "./subtract.ts";
import { to_float64 } from "./to_float64.ts";
import { trim } from "./trim.ts";
import { trunc } from "./trunc.ts";
import { upper } from "./upper.ts";
import { weekday } from "./weekday.ts";
import { year } from "./year.ts";

export const functions = {
  add,
  concat,
  subtract,
  multiply,
  divide,
  modulo,
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
  abs,
  ceil,
  floor,
  round,
  trunc,
  sign,
  min,
  max,
  sqrt,
  exp,
  expm1,
  log,
  log1p,
  is_nan,
  is_finite,
  length,
  lower,
  upper,
  includes,
  starts_with,
  ends_with,
  slice,
  trim,
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
  plus,
  minus,
  plus_minutes,
  seconds_since,
  is_before,
  is_after,
} satisfies Record<string, FunctionDefinition>;
