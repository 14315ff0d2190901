// Instants of nanoseconds as microseconds: exactly, and what is finer is marked, never rounded.

/** The last instant that DuckDB has: far beyond those that a timestamp may be. */
const TOO_FINE = "make_timestamp(9223372036854775806)";

/** A column of type TIMESTAMP_NS. A cast would round toward 1970. */
export function wholeMicros(column: string): string {
  const nanos = `epoch_ns(${column})`;
  return `(CASE WHEN NOT isfinite(${column}) THEN ${column}::TIMESTAMP WHEN ${nanos} % 1000 <> 0 THEN ${TOO_FINE} ELSE make_timestamp(${nanos} // 1000) END)`;
}

/** Conditions over a column of instants. */
export const instantFaults = {
  tooFine: (column: string): string => `${column} = ${TOO_FINE}`,
  outOfRange: (column: string): string =>
    `${column} <> ${TOO_FINE} AND (NOT isfinite(${column}) OR (isfinite(${column}) AND abs(epoch_us(${column})::HUGEINT) > ${Number.MAX_SAFE_INTEGER}))`,
};
