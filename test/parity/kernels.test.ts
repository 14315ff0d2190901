// One source a kernel: the bits of V8's own Math on the JavaScript face, or near them as stated, and the same on the SQL face.
import { expect, test } from "vitest";
import { functions } from "../../compiler/library/functions/index.ts";
import {
  acos,
  asin,
  atan,
  atan2,
  cbrt,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log10,
  log1p,
  log2,
  sin,
  tanh,
} from "../../compiler/library/kernels/generated.ts";
import { kernels, kernelsOfTwo } from "../../compiler/library/kernels/index.ts";
import { openDatabase } from "./database.ts";
import { compareFaces } from "./engines.ts";
import { SEED } from "./seed.ts";
import { createRandom, randomDouble, SPECIALS } from "./values.ts";

const DRAWS = 2_000_000;
const ROWS = 40_000;
const FLOAT64 = { kind: "float64", nullable: false } as const;
const generated = { acos, asin, atan, cbrt, cos, exp, expm1, log, log10, log1p, log2, sin, tanh };
const ofTwo = { atan2, hypot };
const names = Object.keys(kernels) as (keyof typeof kernels)[];
const namesOfTwo = Object.keys(kernelsOfTwo) as (keyof typeof kernelsOfTwo)[];
const exact = names.filter((name) => !["asin", "acos", "cbrt", "cos", "log10", "sin"].includes(name));
/** Units in the last place from V8's own, and the range of arguments. */
const NEAR = [
  ["sin", 1, 1.6e6],
  ["cos", 1, 1.6e6],
  ["sin", 1, 10],
  ["cos", 1, 10],
  ["asin", 2, 1],
  ["acos", 1, 1],
  ["cbrt", 1, 1],
  ["cbrt", 1, 1e12],
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
  2 ** -450,
  2 ** 500,
  2 ** 66,
  2 ** -27,
  7 / 16,
  11 / 16,
  19 / 16,
  39 / 16,
  22,
  8,
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

test.each(namesOfTwo)(
  `%s is within two units in the last place of Math's on ${DRAWS / 10} draws, seed ${SEED}`,
  (name) => {
    const random = createRandom(SEED);
    const [ours, theirs] = [ofTwo[name], Math[name]];
    const check = (first: number, second: number): void => {
      const [left, right] = [ours(first, second), theirs(first, second)];
      const isNear = Object.is(left, right) || unitsBetween(left, right) <= 2;
      expect(isNear, `${first}, ${second}: ${left}, not ${right}`).toBe(true);
    };
    for (const first of specials) for (const second of specials) check(first, second);
    for (let draw = 0; draw < DRAWS / 10; draw++) check(randomDouble(random), randomDouble(random));
  },
);

test("powers, cubes and lengths that are whole numbers are exact", () => {
  for (let power = -307; power <= 308; power++) expect(log10(Number(`1e${power}`))).toBe(power);
  for (let power = -1074; power <= 1023; power++) expect(log2(2 ** power)).toBe(power);
  for (let root = 1; root <= 200_000; root++) if (cbrt(root ** 3) !== root) expect.fail(`${root} cubed`);
  expect([hypot(3, 4), hypot(5, 12), hypot(8, 15), hypot(20, 99)]).toEqual([5, 13, 17, 101]);
});

test(`SQL has the same bits on ${ROWS} rows, seed ${SEED}`, async () => {
  const random = createRandom(SEED + 1);
  const values = Array.from(
    { length: ROWS },
    (_, row) => specials[row] ?? BREAKPOINTS[row - specials.length] ?? randomDouble(random),
  );
  const others = values.map((_, row) => values[(row * 7919) % ROWS] ?? 0);
  const [x, y] = ["x", "y"].map((name) => ({ kind: "input" as const, path: [name], type: FLOAT64 }));
  if (x === undefined || y === undefined) throw new Error("There are two columns.");
  const call = (name: string, args: readonly (typeof x)[]) => ({
    kind: "call" as const,
    function: name,
    type: FLOAT64,
    args,
  });
  const expressions = [
    ...names.map((name) => call(name, [x])),
    ...namesOfTwo.map((name) => call(name, [x, y])),
  ];
  expect([...names, ...namesOfTwo].every((name) => name in functions)).toBe(true);
  await compareFaces(
    await openDatabase(),
    [
      { name: "x", type: FLOAT64, values },
      { name: "y", type: FLOAT64, values: others },
    ],
    expressions,
    "kernels",
  );
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
