// Texts of columns, read by the engine's SQL, hold against the functions that requests are read by.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { ScalarKind } from "../../compiler/ir/value-type.ts";
import { sqlLiteral } from "../../compiler/library/literals.ts";
import { parseInstant } from "../../compiler/library/time-text.ts";
import { readText } from "../../runtime/offline/text-columns.ts";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET TimeZone = 'UTC'");
});

const STRING = { kind: "string", nullable: false } as const;

async function readAll(kind: ScalarKind, texts: readonly string[], shown: string): Promise<unknown[]> {
  const read = readText("x", { kind, nullable: true });
  const lines = texts.map((text, index) => `(${index}, ${sqlLiteral(text, STRING)})`);
  const rows = `SELECT n, ${read} AS x FROM (VALUES ${lines.join(", ")}) v(n, x)`;
  const reader = await connection.runAndReadAll(`SELECT ${shown} FROM (${rows}) ORDER BY n`);
  return reader.getRows().map(([value]) => value);
}

const two = fc.nat({ max: 99 }).map((value) => String(value).padStart(2, "0"));
const part = (below: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.nat({ max: below - 1 }).map((n) => String(n).padStart(2, "0")) },
    { weight: 1, arbitrary: two },
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | ""> =>
  fc.oneof({ weight: 3, arbitrary }, { weight: 1, arbitrary: fc.constant("" as const) });
const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(""));

const dash = fc.constant("-");
const colon = fc.constant(":");
const year = fc
  .oneof(fc.integer({ min: 1600, max: 2400 }), fc.integer({ min: 0, max: 9999 }))
  .map((value) => String(value).padStart(4, "0"));
const fraction = joined(
  fc.constant("."),
  fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 7 }),
);
const zone = fc.oneof(fc.constant("Z"), joined(fc.constantFrom("+", "-"), part(24), colon, part(60)));
const clock = joined(
  fc.constantFrom("T", " "),
  part(24),
  colon,
  part(60),
  maybe(joined(colon, part(60), maybe(fraction))),
  maybe(zone),
);
const spelt = joined(year, dash, part(13), dash, part(29), maybe(clock));
/** One letter put in, left out or changed. */
const misspelt = fc
  .tuple(
    spelt,
    fc.nat({ max: 32 }),
    fc.nat({ max: 1 }),
    fc.constantFrom("", "0", "9", "-", "+", ":", ".", "Z", "T", "z", "a", "\n", "\0", "٣"),
  )
  .map(([text, at, cut, letter]) => text.slice(0, at) + letter + text.slice(at + cut));

/** A zone of hours alone is a file's own spelling. */
const HOURS_ALONE = /:\d{2}(?:\.\d+)?[-+]\d{2}$/;

test("an instant of a column is the instant of a request", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(spelt, misspelt), { minLength: 300, maxLength: 300 }), async (all) => {
      const texts = all.filter((text) => !HOURS_ALONE.test(text));
      const found = await readAll("timestamp", texts, "epoch_us(x)");
      const safe = found.map((value) => {
        const instant = value === null ? null : Number(value);
        return Number.isSafeInteger(instant) ? instant : null;
      });
      expect(Object.fromEntries(texts.map((text, at) => [text, safe[at]]))).toEqual(
        Object.fromEntries(texts.map((text) => [text, parseInstant(text)])),
      );
    }),
    { numRuns: 30 },
  );
});

test("a number of a column is the number that JavaScript reads", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 300, maxLength: 300 }),
      async (numbers) => {
        const found = await readAll(
          "float64",
          numbers.map((value) => (Object.is(value, -0) ? "-0" : String(value))),
          "x",
        );
        expect(found).toEqual(numbers);
      },
    ),
    { numRuns: 10 },
  );
});

test("a whole number of a column is one of a request", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.maxSafeInteger(), { minLength: 300, maxLength: 300 }), async (numbers) => {
      const found = await readAll("int64", numbers.map(String), "x");
      expect(found.map(Number)).toEqual(numbers.map((value) => value + 0));
    }),
    { numRuns: 10 },
  );
});
