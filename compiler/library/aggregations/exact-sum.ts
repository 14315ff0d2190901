// Sums that do not depend on the order of rows: doubles as whole multiples of 2^-60, great ones of 2^-12, added exactly.
import type { Lane, SqlScope } from "../define.ts";
import { only } from "../operands.ts";
import { rawSql, type Sql, sql } from "../sql.ts";

/** Magnitudes from here on are great: whole multiples of 2^-12. Each lane holds 2^27 of its greatest. */
const GREAT = 2 ** 40;
/** Magnitudes from here on count as infinite: 3e26. */
const LIMIT = 2 ** 88;
const SCALE = 2 ** 60;
const GREAT_SCALE = 2 ** 12;
const GREAT_QUANTUM = BigInt(SCALE / GREAT_SCALE);
/** +Infinity counts in the upper half of the special lane, -Infinity in the lower, NaN in both. */
const POSITIVE = 2 ** 32;
const NEGATIVE = 1;

const NONE = rawSql("NULL::DOUBLE");

/** The three lanes of an exact sum of doubles. */
export const EXACT_LANES: readonly Lane[] = [
  {
    name: "sum",
    type: "HUGEINT",
    // The cast rounds halves to even. SQL orders NaN above all numbers, so it is not below the limit.
    contribution: ({ inputs: [input = NONE] }) =>
      sql`(CASE WHEN abs(${input}) < 1099511627776e0 THEN (${input} * 1152921504606846976e0)::HUGEINT ELSE 0 END)`,
    merge: "sum",
  },
  {
    name: "great",
    type: "HUGEINT",
    contribution: ({ inputs: [input = NONE] }) =>
      sql`(CASE WHEN abs(${input}) >= 1099511627776e0 AND abs(${input}) < 309485009821345068724781056e0 THEN (${input} * 4096e0)::HUGEINT ELSE 0 END)`,
    rare: true,
    merge: "sum",
  },
  {
    name: "special",
    type: "BIGINT",
    contribution: ({ inputs: [input = NONE] }) =>
      sql`(CASE WHEN abs(${input}) < 309485009821345068724781056e0 THEN 0::BIGINT WHEN isnan(${input}) THEN 4294967297 WHEN ${input} > 0e0 THEN 4294967296 WHEN ${input} < 0e0 THEN 1 ELSE 0 END)`,
    takes: [POSITIVE + NEGATIVE, POSITIVE, NEGATIVE],
    rare: true,
    merge: "sum",
  },
];

/** The double nearest to the exact sum, from the first three of `lanes`. */
export function finalizeExact(lanes: readonly Sql[], scope: SqlScope): Sql {
  const flags = scope.bind(only(lanes, 2));
  const finite = finiteSum(scope.bind(only(lanes, 0)), scope.bind(only(lanes, 1)), scope);
  const negative = sql`(${flags} & 4294967295) > 0`;
  return sql`(CASE WHEN ${flags} = 0 THEN ${finite} WHEN ${flags} < 4294967296 THEN '-inf'::DOUBLE WHEN ${negative} THEN 'nan'::DOUBLE ELSE 'inf'::DOUBLE END)`;
}

/**
 * Where there are great values the sum is `whole` multiples of 2^-12 and a rest: together in one HUGEINT if they fit, and else of
 * more than 78 bits, of which the last says whether there is a rest: that is all that rounding to 53 wants to know of it.
 */
function finiteSum(sum: Sql, great: Sql, scope: SqlScope): Sql {
  const whole = scope.bind(sql`(${great} + (${sum} >> 48))`);
  const rest = scope.bind(sql`(${sum} & 281474976710655)`);
  const fits = scope.bind(
    sql`(${great} = 0 OR ${whole} BETWEEN -302231454903657293676544 AND 302231454903657293676544)`,
  );
  const quanta = sql`(CASE WHEN ${great} = 0 THEN ${sum} WHEN ${fits} THEN ${whole} * 281474976710656 + ${rest} WHEN ${rest} > 0 THEN ${whole} | 1 ELSE ${whole} END)`;
  return sql`${hugeToDouble(quanta, scope)} / (CASE WHEN ${fits} THEN 1152921504606846976e0 ELSE 4096e0 END)`;
}

/**
 * The double nearest to a HUGEINT, which its own cast misses now and then: both halves are doubles without
 * rounding, so only their sum rounds. The detour over text is for sums beyond 2^106.
 */
export function hugeToDouble(value: Sql, scope: SqlScope): Sql {
  const whole = scope.bind(value);
  const upper = scope.bind(sql`(${whole} >> 53)`);
  const lower = sql`(${whole} & 9007199254740991)`;
  const split = sql`${upper}::BIGINT::DOUBLE * 9007199254740992e0 + ${lower}::BIGINT::DOUBLE`;
  return sql`(CASE WHEN ${upper} BETWEEN -9007199254740992 AND 9007199254740992 THEN ${split} ELSE ${whole}::VARCHAR::DOUBLE END)`;
}

/** The same state in JavaScript: exact, and the measure of the SQL. */
export interface ExactSum {
  readonly quanta: bigint;
  readonly special: number;
}

export const NOTHING: ExactSum = { quanta: 0n, special: 0 };

export function exactSumOf(value: number): ExactSum {
  const magnitude = Math.abs(value);
  if (magnitude < GREAT) return { quanta: roundHalfEven(value * SCALE), special: 0 };
  if (magnitude < LIMIT) return { quanta: BigInt(value * GREAT_SCALE) * GREAT_QUANTUM, special: 0 };
  const up = Number.isNaN(value) || value > 0 ? POSITIVE : 0;
  const down = Number.isNaN(value) || value < 0 ? NEGATIVE : 0;
  return { quanta: 0n, special: up + down };
}

export function addExact(left: ExactSum, right: ExactSum): ExactSum {
  return { quanta: left.quanta + right.quanta, special: left.special + right.special };
}

export function exactToDouble({ quanta, special }: ExactSum): number {
  if (special === 0) return Number(quanta) / SCALE;
  if (special < POSITIVE) return Number.NEGATIVE_INFINITY;
  return special % POSITIVE > 0 ? Number.NaN : Number.POSITIVE_INFINITY;
}

function roundHalfEven(value: number): bigint {
  const below = Math.floor(value);
  const rest = value - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return BigInt(below) + (isUp ? 1n : 0n);
}
