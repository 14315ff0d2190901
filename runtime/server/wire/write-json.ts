// Writes an answer as protobuf's JSON does: 64-bit integers as numbers with all digits, NaN and infinities as texts.

/** For a field that is a double. */
export const double = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

// The stores refuse NUL in every text, so that no text can look like this mark.
const MARK = "\0int64:";

export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Only a bigint makes it throw, and they are rare.
    const marked = JSON.stringify(value, (_, field: unknown) =>
      typeof field === "bigint" ? `${MARK}${field}` : field,
    );
    return marked.replace(/"\\u0000int64:(-?\d+)"/g, "$1");
  }
}
