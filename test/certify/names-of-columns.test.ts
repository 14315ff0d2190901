// Columns may be named as anything that the generated SQL says: views of such columns are certified like all others.
import { afterAll, beforeAll, expect, test } from "vitest";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { withProgram } from "../fuzz/run-program.ts";
import { planOf } from "../harness/compile-views.ts";

/** What the columns of the program are for. */
const PARTS = ["key", "time", "minutes", "amount", "price", "word", "other"] as const;
type Part = (typeof PARTS)[number];
type Names = Readonly<Record<Part, string>>;

const RESERVED = ["as_of", "row_id"];
const PLAIN = Object.fromEntries(PARTS.map((part) => [part, `plain_${part}`])) as Names;

/** Every strategy of aggregates, over expressions that are computed in stages; `more` are columns that nothing reads. */
function programOf(names: Names, more: readonly string[] = []): string {
  const column = (part: Part): string => `r[${JSON.stringify(names[part])}]`;
  const own = {
    key: "int64",
    time: "timestamp",
    minutes: "int64",
    amount: "int64",
    price: "float64.nullable()",
    word: "string",
    other: "int64",
  };
  const columns = [
    ...PARTS.map((part) => `${JSON.stringify(names[part])}: t.${own[part]}`),
    ...more.map((name) => `${JSON.stringify(name)}: t.int64.nullable()`),
  ];
  const key =
    /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(names.key) && !RESERVED.includes(names.key) ? names.key : "asked";
  return `
import { count, countDistinct, entity, featureView, last, lastN, max, mean, median, mode, parquet, source, stddev, sum, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { ${columns.join(", ")} },
  eventTime: (r) => ${column("time")}.plusMinutes(1), availableAt: (r) => ${column("time")}.plusMinutes(${column("minutes")} + 2),
  tieBreak: [${JSON.stringify(names.other)}] });
export const asking = entity({ keys: { ${key}: t.int64 } });
export const beside = featureView({ entity: asking, source: events, key: (r) => ({ ${key}: ${column("other")} }),
  features: (r) => ({ before: count().over("1d"), greatest: max(${column("amount")}).over("3d") }), refresh: { every: "1h" } });
export const view = featureView({ entity: asking, source: events, key: (r) => ({ ${key}: ${column("key")} }),
  inputs: { near: { view: beside, key: (r) => ({ ${key}: ${column("key")} }) } },
  where: (r) => ${column("amount")} * 3 + ${column("amount")} * 3 !== 12 && ${column("other")} !== 7,
  features: (r, { near }) => ({
    total: sum(${column("amount")} % 1000).over(["6h", "1d"]),
    squares: sum((${column("price")} ?? 0) * (${column("price")} ?? 0)).over("1d"),
    spread: stddev(${column("price")}).over("1d"),
    greatest: max(${column("price")}).over("1d"),
    newest: last(${column("word")}),
    newest_price: last(${column("price")}),
    words: countDistinct(${column("word")}).over("1d"),
    middle: median(${column("price")}).over("6h"),
    usual: mode(${column("word")}).over("1d"),
    recent: lastN(${column("word")}, 3).over("1d"),
    of_three: mean(${column("price")}).overLast(3),
    beside_row: sum(near.before).over("1d"),
  }),
  refresh: { every: "10m", delay: "5m" }, ttl: "12h" });
`;
}

/** Names that the program's statements may have for something else. */
const MORE = ["_i0", "_r0", "_v0", "as_of", "c0", "file_row_number", "i", "row", "rowid", "spine", "world"];

/** The words of the program's statements that a column can be called by; of those that differ in a number, one. */
function wordsOfStatements(): readonly string[] {
  const { plan } = planOf(programOf(PLAIN));
  const texts = [ALL_INDEXED, NONE_INDEXED].flatMap((tuning) =>
    emitSql(plan, duckdb, tuning).map(({ text }) => text),
  );
  const words = texts.flatMap((text) => text.replace(/^--.*$/gm, "").match(/\b[A-Za-z_]\w*/g) ?? []);
  const found = [...words, ...MORE].map((word) => word.toLowerCase());
  const free = found.filter((word) => !word.startsWith("__") && !word.includes("plain_")).sort();
  return [...new Map(free.map((word) => [word.replace(/\d+/g, "0"), word])).values()];
}

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

const certified = (names: Names, more: readonly string[] = []) =>
  withProgram(programOf(names, more), (faces) =>
    certifyView(faces, surroundings, { worlds: 1, size: { rows: 30, probes: 15 }, seed: 11 }),
  );

test("each word of the statements names a column, beside those that are read", async () => {
  const words = wordsOfStatements();
  expect(words).toEqual(expect.arrayContaining(["e", "events", "k", "r", "s", "select", "view__rows"]));
  expect((await certified(PLAIN, words)).counterexample).toBeNull();
});

test("each word of the statements names a column that is read, the key and the view's own key", async () => {
  const words = wordsOfStatements().filter((word) => !word.includes("__"));
  const failed: string[] = [];
  for (let first = 0; first < words.length; first += PARTS.length) {
    const chosen = words.slice(first, first + PARTS.length);
    const names = Object.fromEntries(
      PARTS.map((part, index) => [part, chosen[index] ?? PLAIN[part]]),
    ) as Names;
    const { counterexample } = await certified(names);
    if (counterexample !== null) failed.push(`${chosen.join(" ")}: ${JSON.stringify(counterexample)}`);
  }
  expect(failed).toEqual([]);
});

test.each(["a2", "a2_time", "e", "i", "l0_w1", "r"])("a key is called %s", async (key) => {
  expect((await certified({ ...PLAIN, key })).counterexample).toBeNull();
});

test.each(["_i0", "_r0", "i"])("a column that is read is called %s", async (amount) => {
  expect((await certified({ ...PLAIN, amount })).counterexample).toBeNull();
});
