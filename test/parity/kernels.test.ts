// One source a kernel: the bits of V8's own Math on the JavaScript face, or near them as stated, and the same on the SQL face.
import { expect, test } from "vitest";
import { functions } from "../../compiler/library/functions/index.ts";
import { asin, cos, exp, expm1, log, log1p, sin } from "../../compiler/library/kernels/generated.ts";
import { kernels } from "../../compiler/library/kernels/index.ts";
import { openDatabase } from "./database.ts";
import { compareFaces } from "./engines.ts";
import { SEED } from "./seed.ts";
import { createRandom, randomDouble, SPECIALS } from "./values.ts";

const DRAWS = 2_000_000;
const ROWS = 40_000;
const FLOAT64 = { kind: "float64", nullable: false } as const;
const generated = { asin, cos, exp, expm1, log, log1p, sin };
const names = Object.keys(kernels) as (keyof typeof kernels)[];
const exact = names.filter((name) => !["asin", "cos", "sin"].includes(name));
/** Units in the last place from V8's own, and the range of arguments. */
const NEAR = [
  ["sin", 1, 1.6e6],
  ["cos", 1, 1.6e6],
  ["sin", 1, 10],
  ["cos", 1, 10],
  ["asin", 2, 1],
] as const;
const specials = SPECIALS.float64 as readonly number[];

/** Where the kernels take another branch, and the doubles on both sides. */
const BREAKPOINTS = [
  1,
  Math.SQRT2,
  Math.SQRT1_2,
  Math.LN2 / 2,
  1.5 * Math.LN2,
  2 ** -20,
  2 ** -28,
  2 ** -29,
  2 ** -54,
  2 ** 53,
  20,
  56 * Math.LN2,
  1023.5 * Math.LN2,
  0.5,
  Math.PI / 2,
  Math.PI / 4,
  2 ** 20 * (Math.PI / 2),
  2 ** -26,
  1.38,
  1.42,
  0.69,
].flatMap((value) => neighbours(value).flatMap((near) => [near, -near]));

test.each(exact)(`%s is that of Math on ${DRAWS} draws, seed ${SEED}`, (name) => {
  const random = createRandom(SEED);
  const [ours, theirs] = [generated[name], Math[name]];
  const wrong: number[] = [];
  const check = (value: number): void => {
    if (!Object.is(ours(value), theirs(value))) wrong.push(value);
  };
  for (const value of [...specials, ...BREAKPOINTS]) check(value);
  for (let draw = 0; draw < DRAWS; draw++) check(randomDouble(random));
  expect(wrong.slice(0, 5)).toEqual([]);
});

test.each(NEAR)(
  `%s is within %d units in the last place of Math's below %d, seed ${SEED}`,
  (name, most, range) => {
    const random = createRandom(SEED);
    const [ours, theirs] = [generated[name], Math[name]];
    let worst = 0;
    for (let draw = 0; draw < DRAWS / 10; draw++) {
      const value = (random() * 2 - 1) * range;
      worst = Math.max(worst, unitsBetween(ours(value), theirs(value)));
    }
    // Where a quarter turn is subtracted nearly whole, the remainder needs all the parts of pi.
    for (let quarter = 1; range > 10 && quarter < 1_000_000; quarter += 7) {
      const value = (quarter * Math.PI) / 2;
      worst = Math.max(worst, unitsBetween(ours(value), theirs(value)));
    }
    expect(worst).toBeLessThanOrEqual(most);
  },
);

test(`SQL has the same bits on ${ROWS} rows, seed ${SEED}`, async () => {
  const random = createRandom(SEED + 1);
  const values = Array.from(
    { length: ROWS },
    (_, row) => specials[row] ?? BREAKPOINTS[row - specials.length] ?? randomDouble(random),
  );
  const expressions = names.map((name) => ({
    kind: "call" as const,
    function: name,
    type: FLOAT64,
    args: [{ kind: "input" as const, path: ["x"], type: FLOAT64 }],
  }));
  expect(names.every((name) => name in functions)).toBe(true);
  await compareFaces(await openDatabase(), [{ name: "x", type: FLOAT64, values }], expressions, "kernels");
});

const bits = new DataView(new ArrayBuffer(16));

/** How many doubles lie between two of one sign. */
function unitsBetween(left: number, right: number): number {
  bits.setFloat64(0, left);
  bits.setFloat64(8, right);
  return Math.abs(Number(bits.getBigInt64(0) - bits.getBigInt64(8)));
}

function neighbours(value: number): readonly number[] {
  const ulp = 2 ** (Math.floor(Math.log2(value)) - 52);
  return [-3, -2, -1, 0, 1, 2, 3].map((steps) => value + steps * ulp);
}
