// Numbers of other types as whole numbers: those that a JavaScript number is too, and null for the others.

const MOST = Number.MAX_SAFE_INTEGER;

/** Of an expression of any number's type. */
export function safeWhole(value: string): string {
  const whole = `TRY_CAST(${value} AS HUGEINT)`;
  return `(CASE WHEN ${whole} BETWEEN -${MOST} AND ${MOST} THEN TRY_CAST(${whole} AS BIGINT) END)`;
}

/** A column of DOUBLE, FLOAT or DECIMAL: pandas holds whole numbers with gaps as such. A cast would round. */
export function wholeOnly(column: string): string {
  return `(CASE WHEN ${column} = trunc(${column}) THEN ${safeWhole(column)} END)`;
}
