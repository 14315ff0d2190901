// Exact first and second moments: what variances are made of, so that neither order nor split of rows leaves a trace.
import type { AggregateShape, Lane, SqlScope } from "../define.ts";
import { only } from "../operands.ts";
import { rawSql, type Sql, sql } from "../sql.ts";
import { countLane } from "./count-lane.ts";
import { hugeToDouble } from "./exact-sum.ts";
import { nullOf } from "./counted.ts";
import { isWhole } from "./integer-sum.ts";

/**
 * A double is taken in quanta of 2^-44 (halves to even) and split at 2^42 quanta, x = high * 2^-2 + low * 2^-44, so
 * that sums of squares of 2^27 rows of the greatest values fit their lanes. Magnitudes from 2^46 on (7e13) count as infinite.
 * Whole numbers (int64, units of decimals) are their own quanta and have no high part; their squares, of up to 106 bits, are split
 * at 53, so that a sum over all rows of all keys has room for 2^63 of the greatest.
 */
const LIMIT = 2 ** 46;
const SPLIT = 2 ** 42;
const HIGH_SCALE = 4;

interface Part {
  readonly name: string;
  readonly type: "HUGEINT" | "BIGINT";
  readonly of: (input: Sql) => Sql;
}

const high = (x: Sql): Sql => sql`floor(${x} * 4e0)::BIGINT`;
const low = (x: Sql): Sql => sql`((${x} * 4e0 - floor(${x} * 4e0)) * 4398046511104e0)::BIGINT`;

const FLOAT_PARTS: readonly Part[] = [
  { name: "high", type: "HUGEINT", of: high },
  { name: "low", type: "HUGEINT", of: low },
  { name: "high_high", type: "HUGEINT", of: (x) => sql`${high(x)}::HUGEINT * ${high(x)}` },
  { name: "high_low", type: "HUGEINT", of: (x) => sql`${high(x)}::HUGEINT * ${low(x)}` },
  { name: "low_low", type: "HUGEINT", of: (x) => sql`${low(x)}::HUGEINT * ${low(x)}` },
];

export function momentLanes(shape: AggregateShape): readonly Lane[] {
  return [...(isWhole(shape) ? wholeLanes(shape) : floatLanes()), countLane(shape.inputs)];
}

function floatLanes(): readonly Lane[] {
  // SQL orders NaN above all numbers, so neither it nor null is below the limit.
  const lanes = FLOAT_PARTS.map(
    ({ name, type, of }): Lane => ({
      name,
      type,
      contribution: ({ inputs }) => {
        const input = only(inputs, 0);
        return sql`(CASE WHEN abs(${input}) < 70368744177664e0 THEN ${of(input)} ELSE 0 END)`;
      },
      merge: "sum",
    }),
  );
  const special: Lane = {
    name: "special",
    type: "BIGINT",
    contribution: ({ inputs }) =>
      sql`(CASE WHEN abs(${only(inputs, 0)}) >= 70368744177664e0 THEN 1 ELSE 0 END)`,
    takes: [1],
    rare: true,
    merge: "sum",
  };
  return [...lanes, special];
}

function wholeLanes({ inputs }: AggregateShape): readonly Lane[] {
  const of =
    (contribution: (input: Sql) => Sql): Lane["contribution"] =>
    (row) => {
      const value = contribution(only(row.inputs, 0));
      return nullOf(inputs, row) === null ? value : sql`coalesce(${value}, 0)`;
    };
  return [
    { name: "sum", type: "HUGEINT", contribution: of((x) => x), merge: "sum" },
    {
      name: "squares_high",
      type: "HUGEINT",
      contribution: of((x) => sql`((${x}::HUGEINT * ${x}) >> 53)::BIGINT`),
      // Of values below 94,906,266 it is 0.
      rare: true,
      merge: "sum",
    },
    {
      name: "squares_low",
      type: "HUGEINT",
      contribution: of((x) => sql`((${x}::HUGEINT * ${x}) & 9007199254740991)::BIGINT`),
      merge: "sum",
    },
  ];
}

/** The sum of squared deviations from the mean, in squares of the values' own unit, and the count. */
export interface Deviation<Number> {
  readonly squares: Number;
  readonly count: Number;
}

/** The count as DOUBLE. Not a number where a value was none, or beyond the limit. */
export function finalizeMoments(
  lanes: readonly Sql[],
  shape: AggregateShape,
  scope: SqlScope,
): Deviation<Sql> {
  const whole = isWhole(shape);
  const count = scope.bind(only(lanes, lanes.length - 1));
  // Of no rows, all sums are 0.
  const n = scope.bind(sql`greatest(${count}, 1)`);
  const total = scope.bind(
    whole ? only(lanes, 0) : sql`(${only(lanes, 0)} * ${SPLIT_TEXT} + ${only(lanes, 1)})`,
  );
  // Of the whole number m next below the mean: sum((q - m)^2), less what m lacks of the mean.
  const mean = scope.bind(sql`((${total} - ((${total} % ${n}) + ${n}) % ${n}) // ${n})`);
  const lacking = scope.bind(sql`(${total} - ${mean} * ${n})`);
  const rest = scope.bind(sql`${lacking}::BIGINT::DOUBLE`);
  const lacks = sql`${rest} * ${rest} / ${n}::DOUBLE`;
  const double = sql`${count}::DOUBLE`;
  if (whole) {
    const about = wholeSquares(lanes, { mean, n, lacking }, scope);
    return { squares: sql`(${about} - ${lacks})`, count: double };
  }
  const [sumHigh, sumLow, highHigh, highLow, lowLow, special] = lanes as [Sql, Sql, Sql, Sql, Sql, Sql];
  const meanHigh = scope.bind(sql`(${mean} >> 42)`);
  const meanLow = scope.bind(sql`(${mean} & 4398046511103)`);
  const a = scope.bind(sql`(${highHigh} - ${meanHigh} * (2 * ${sumHigh} - ${n} * ${meanHigh}))`);
  const b = scope.bind(
    sql`(${highLow} - ${meanHigh} * ${sumLow} - ${meanLow} * ${sumHigh} + ${n} * ${meanHigh} * ${meanLow})`,
  );
  const c = scope.bind(sql`(${lowLow} - ${meanLow} * (2 * ${sumLow} - ${n} * ${meanLow}))`);
  const isSmall = scope.bind(sql`(${a} < ${SPLIT_TEXT})`);
  const exact = sql`(CASE WHEN ${isSmall} THEN ${a} * 19342813113834066795298816::HUGEINT + ${b} * 8796093022208 + ${c} ELSE 0 END)`;
  const large = sql`(${hugeToDouble(a, scope)}) * 19342813113834066795298816e0 + (${hugeToDouble(b, scope)}) * 8796093022208e0 + (${hugeToDouble(c, scope)})`;
  const about = sql`(CASE WHEN ${isSmall} THEN ${hugeToDouble(exact, scope)} ELSE ${large} END)`;
  const squares = sql`((${about} - ${lacks}) / 309485009821345068724781056e0)`;
  return { squares: sql`(CASE WHEN ${special} > 0 THEN 'nan'::DOUBLE ELSE ${squares} END)`, count: double };
}

/**
 * sum((q - m)^2) = sum(q^2) - n m^2 - 2 m rest, as `high` * 2^53 and `low`: in one HUGEINT if it fits, and else of more than 73 bits, of
 * which the last says whether there is more below: that is all that rounding to 53 wants to know of it.
 */
function wholeSquares(
  lanes: readonly Sql[],
  { mean, n, lacking }: { readonly mean: Sql; readonly n: Sql; readonly lacking: Sql },
  scope: SqlScope,
): Sql {
  const square = scope.bind(sql`(${mean} * ${mean})`);
  const low = scope.bind(
    sql`(${only(lanes, 2)} - ${n} * (${square} & 9007199254740991) - 2 * ${mean} * ${lacking})`,
  );
  const high = scope.bind(sql`(${only(lanes, 1)} - ${n} * (${square} >> 53) + (${low} >> 53))`);
  const below = scope.bind(sql`(${low} & 9007199254740991)`);
  const fits = scope.bind(sql`(${high} < 9444732965739290427392)`);
  const quanta = sql`(CASE WHEN ${fits} THEN ${high} * 9007199254740992 + ${below} WHEN ${below} > 0 THEN ${high} | 1 ELSE ${high} END)`;
  return sql`(${hugeToDouble(quanta, scope)}) * (CASE WHEN ${fits} THEN 1e0 ELSE 9007199254740992e0 END)`;
}

const SPLIT_TEXT = rawSql("4398046511104::HUGEINT");

/** The same state in JavaScript, and the measure of the SQL. */
export interface Moments {
  readonly isWhole: boolean;
  readonly count: number;
  readonly special: number;
  readonly high: bigint;
  readonly low: bigint;
  readonly highHigh: bigint;
  readonly highLow: bigint;
  readonly lowLow: bigint;
}

export function noMoments(shape: AggregateShape): Moments {
  const none = { high: 0n, low: 0n, highHigh: 0n, highLow: 0n, lowLow: 0n };
  return { isWhole: isWhole(shape), count: 0, special: 0, ...none };
}

export function momentsOf(value: number, { isWhole }: Moments): Moments {
  if (!isWhole && !(Math.abs(value) < LIMIT)) {
    return { isWhole, count: 1, special: 1, high: 0n, low: 0n, highHigh: 0n, highLow: 0n, lowLow: 0n };
  }
  const above = isWhole ? 0 : Math.floor(value * HIGH_SCALE);
  const below = isWhole ? value : roundHalfEven((value * HIGH_SCALE - above) * SPLIT);
  const [h, l] = [BigInt(above), BigInt(below)];
  return { isWhole, count: 1, special: 0, high: h, low: l, highHigh: h * h, highLow: h * l, lowLow: l * l };
}

export function addMoments(left: Moments, right: Moments): Moments {
  return {
    isWhole: left.isWhole,
    count: left.count + right.count,
    special: left.special + right.special,
    high: left.high + right.high,
    low: left.low + right.low,
    highHigh: left.highHigh + right.highHigh,
    highLow: left.highLow + right.highLow,
    lowLow: left.lowLow + right.lowLow,
  };
}

export function deviationOf(state: Moments): Deviation<number> {
  const { isWhole, count, high: sumHigh, low: sumLow } = state;
  if (state.special > 0) return { squares: Number.NaN, count };
  const n = BigInt(Math.max(count, 1));
  const total = (sumHigh << 42n) + sumLow;
  const rest = ((total % n) + n) % n;
  const mean = (total - rest) / n;
  const lacks = (Number(rest) * Number(rest)) / Number(n);
  if (isWhole) {
    const about = state.lowLow - mean * (2n * sumLow - n * mean);
    return { squares: Number(about) - lacks, count };
  }
  const meanHigh = mean >> 42n;
  const meanLow = mean & (2n ** 42n - 1n);
  const a = state.highHigh - meanHigh * (2n * sumHigh - n * meanHigh);
  const b = state.highLow - meanHigh * sumLow - meanLow * sumHigh + n * meanHigh * meanLow;
  const c = state.lowLow - meanLow * (2n * sumLow - n * meanLow);
  const about =
    a < 2n ** 42n
      ? Number((a << 84n) + (b << 43n) + c)
      : Number(a) * 2 ** 84 + Number(b) * 2 ** 43 + Number(c);
  return { squares: (about - lacks) / 2 ** 88, count };
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return below + (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? 1 : 0);
}
