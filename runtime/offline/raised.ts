// What a statement raised by name, as the user's own error; every other error stays what it is.
import { SUM_TOO_LARGE } from "../../compiler/library/aggregations/sum.ts";
import { UserError } from "../user-error.ts";

/**
 * UserError F5014: whole numbers add up to more than a JavaScript number holds.
 * UserError F5015: the engine's memory limit is too low for what cannot be spilled, or the disk for what can.
 */
export function raised(error: unknown): unknown {
  if (error instanceof UserError) return error;
  if (String(error).includes("Out of Memory Error")) return outOfMemory(error);
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

const OUT_OF_MEMORY = "F5015";

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof UserError && error.code === OUT_OF_MEMORY;
}

/** The engine's own first line says which limit it was: that of memory, or that of the folder it spills to. */
function outOfMemory(error: unknown): UserError {
  const [said = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return new UserError(
    {
      code: OUT_OF_MEMORY,
      message: `DuckDB ran out of memory: ${said.replace("Out of Memory Error: ", "")}`,
      why: "Sorts, joins, sums and counts are spilled to disk; lists, medians and most frequent values are gathered in memory.",
      hint: "Raise 'offline.memoryLimit' of the environment in bifold.yaml, or give DuckDB fewer threads there; if the disk is full, make room where it spills to.",
    },
    { cause: error },
  );
}
