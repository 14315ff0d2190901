// What differs between SQL engines: a dialect is this short list, everything else is shared.

export interface SqlDialect {
  readonly name: string;
  identifier(name: string): string;
  /** Microseconds since 1970 of a timestamp. */
  epochMicros(timestamp: string): string;
  /** `micros` rounded down to a multiple of `step`, also before 1970; both BIGINT expressions, `micros` mentioned twice. */
  floorTo(micros: string, step: string): string;
  /** floor(a / b) of integers, also for negative `a`. */
  floorDivide(dividend: string, divisor: string): string;
  /** A value that tells rows apart and depends on nothing but the listed columns. */
  hashOf(columns: readonly string[]): string;
}
