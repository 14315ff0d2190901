// The main job's training set against a fixed statement over the same rows, in one run: CI stops where the ratio has grown.
// Usage: npm run bench:training-set -- [--until 2001-04-01] [--repeats 2] [--most 9.6]
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { splitScript } from "../../compiler/library/script.ts";
import { FOLDER } from "./events-data.ts";
import { type Measured, measure, type Statement } from "./measure-statement.ts";

const { values: options } = parseArgs({
  options: {
    until: { type: "string", default: "2001-04-01" },
    repeats: { type: "string", default: "2" },
    /** The greatest ratio that is not an error. */
    most: { type: "string" },
  },
});

const GENERATED = "generated/sql/training_sets/late_training";
const FLIGHTS = "node_modules/vega-datasets/data/flights-3m.parquet";
const COLUMNS = ["origin", "destination"];

/**
 * What any way to windows over these keys does, and no compiler has a part in: rows sorted by key and time, totals as they stream by,
 * and an ASOF look-up a row.
 */
const FIXED: Statement = {
  steps: "",
  sql: `SELECT ${COLUMNS.map((key) => `sum(${key}_n), sum(${key}_total)`).join(", ")} FROM (
  SELECT ${COLUMNS.map((key) => `${key}.n AS ${key}_n, ${key}.total AS ${key}_total`).join(", ")} FROM spine s
  ${COLUMNS.map(
    (key) => `ASOF LEFT JOIN (
    SELECT ${key}, date, count(*) OVER past AS n, sum(delay) OVER past AS total FROM events
    WINDOW past AS (PARTITION BY ${key} ORDER BY date ROWS UNBOUNDED PRECEDING)
  ) ${key} ON s.${key} = ${key}.${key} AND s.as_of > ${key}.date`,
  ).join("\n  ")}
)`,
};

const generated = splitScript(readFileSync(`${GENERATED}.sql`, "utf8"));
const statements: Readonly<Record<string, Statement>> = {
  fixed: FIXED,
  generated: {
    steps: `CREATE TEMP VIEW flights AS SELECT * FROM events;\n${generated.steps}`,
    sql: `SELECT count(*), sum(hash(result) % 1000) FROM (${generated.result}) result`,
  },
};

const files = await flightsUntil(options.until);
const limits = { memory: "2GB", timeout: 300, spill: path.join(FOLDER, "spill") };
const fastest = new Map<string, Measured>();
for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
  for (const [name, statement] of Object.entries(statements)) {
    const measured = measure(statement, files, limits);
    if (measured.result.startsWith("died")) throw new Error(`${name}: ${measured.result}`);
    const before = fastest.get(name);
    // Wall time: what streams on one thread costs little more CPU, and keeps the other waiting.
    if (before === undefined || measured.wall < before.wall) fastest.set(name, measured);
  }
}
for (const [name, { cpu, wall, rss }] of fastest) {
  console.log(
    `${name.padEnd(12)} ${cpu.toFixed(2)} CPU s   ${wall.toFixed(2)} wall s   peak ${rss.toFixed(2)} GB`,
  );
}
const ratio = (fastest.get("generated")?.wall ?? Number.NaN) / (fastest.get("fixed")?.wall ?? Number.NaN);
const most = Number(options.most ?? Number.POSITIVE_INFINITY);
console.log(
  `ratio of wall times ${ratio.toFixed(2)}${options.most === undefined ? "" : `, at most ${most}`}`,
);
if (!(ratio <= most)) process.exitCode = 1;

/** The flights before a day, and the training set's spine over them. */
async function flightsUntil(day: string): Promise<{ readonly events: string; readonly labels: string }> {
  mkdirSync(FOLDER, { recursive: true });
  const made = {
    events: path.join(FOLDER, `flights-${day}.parquet`),
    labels: path.join(FOLDER, `flights-spine-${day}.parquet`),
  };
  if (existsSync(made.events) && existsSync(made.labels)) return made;
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "2GB" });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TEMP VIEW flights AS SELECT * FROM read_parquet('${FLIGHTS}') WHERE date < '${day}'`,
  );
  await connection.run(`COPY (SELECT * FROM flights) TO '${made.events}' (FORMAT parquet)`);
  await connection.run(
    `COPY (SELECT row_number() OVER () - 1 AS row_id, * FROM (${readFileSync(`${GENERATED}.spine.sql`, "utf8")})) TO '${made.labels}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return made;
}
