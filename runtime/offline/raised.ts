// What a statement raised by name, as the user's own error; every other error stays what it is.
import { SUM_TOO_LARGE } from "../../compiler/library/aggregations/sum.ts";
import { UserError } from "../user-error.ts";

/** UserError F5014: whole numbers add up to more than a JavaScript number holds. */
export function raised(error: unknown): unknown {
  if (!String(error).includes(SUM_TOO_LARGE)) return error;
  return new UserError(
    {
      code: "F5014",
      message:
        "A sum of int64 or of decimals goes beyond 2^53 - 1 units, where JavaScript has no whole numbers.",
      why: "Rounded, it would differ from the sum of the same rows in another order.",
      hint: "Sum it as float64, which is exact up to its last rounding: `sum(toFloat64(x))`.",
    },
    { cause: error },
  );
}
