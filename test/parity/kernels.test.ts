// log, log1p, exp, expm1: one source, the bits of V8's own Math on the JavaScript face and the same on the SQL face.
import { expect, test } from "vitest";
import { functions } from "../../compiler/library/functions/index.ts";
import { exp, expm1, log, log1p } from "../../compiler/library/kernels/generated.ts";
import { kernels } from "../../compiler/library/kernels/index.ts";
import { openDatabase } from "./database.ts";
import { compareFaces } from "./engines.ts";
import { SEED } from "./seed.ts";
import { createRandom, randomDouble, SPECIALS } from "./values.ts";

const DRAWS = 2_000_000;
const ROWS = 40_000;
const FLOAT64 = { kind: "float64", nullable: false } as const;
const generated = { exp, expm1, log, log1p };
const names = Object.keys(kernels) as (keyof typeof kernels)[];
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
  1.38,
  1.42,
  0.69,
].flatMap((value) => neighbours(value).flatMap((near) => [near, -near]));

test.each(names)(`%s is that of Math on ${DRAWS} draws, seed ${SEED}`, (name) => {
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

function neighbours(value: number): readonly number[] {
  const ulp = 2 ** (Math.floor(Math.log2(value)) - 52);
  return [-3, -2, -1, 0, 1, 2, 3].map((steps) => value + steps * ulp);
}
