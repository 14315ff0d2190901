// Generated point-in-time SQL against the best hand-written statements of the same semantics and against the naive
// range join: same data, same run, a process a statement. Usage: npm run bench:offline -- [--events 1000000,10000000]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { splitScript } from "../../compiler/library/script.ts";
import { planOf } from "../harness/compile-views.ts";
import { handWritten } from "./offline-hand-written.ts";

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "1000000,10000000" },
    repeats: { type: "string", default: "3" },
    memory: { type: "string", default: "2GB" },
    timeout: { type: "string", default: "120" },
  },
});
const FOLDER = path.resolve("node_modules/.cache/bifold-bench");
const ENTITIES = 100_000;

const DEFINITIONS = `
import { count, entity, featureView, last, max, parquet, source, sum, t } from "bifold";
export const user = entity({ keys: { entity: t.int64 } });
export const events = source({ from: parquet("unused"), columns: { entity: t.int64, ts: t.timestamp, created_ts: t.int64,
  amt: t.int64, v1: t.float64, v2: t.float64, v3: t.float64, v4: t.int64, v5: t.int64 }, eventTime: (e) => e.ts, tieBreak: ["created_ts"] });
const key = (e: { entity: number }) => ({ entity: e.entity });
export const latest = featureView({ entity: user, source: events, key: (e) => ({ entity: e.entity }),
  features: (e) => ({ v1: last(e.v1), v2: last(e.v2), v3: last(e.v3), v4: last(e.v4), v5: last(e.v5) }), refresh: "stream", ttl: "1d" });
export const sums = featureView({ entity: user, source: events, key: (e) => ({ entity: e.entity }),
  features: (e) => ({ amt: sum(e.amt).over(["1h", "1d", "7d", "30d"]), n: count().over(["1h", "1d", "7d", "30d"]) }), refresh: "stream" });
export const maxima = featureView({ entity: user, source: events, key: (e) => ({ entity: e.entity }),
  features: (e) => ({ amt: max(e.amt).over(["1h", "1d", "7d", "30d"]) }), refresh: "stream" });
`.replace(/const key.*\n/, "");

/** `steps` run first; `sql` gives the one row that variants are compared by. Both are timed. */
interface Statement {
  readonly steps: string;
  readonly sql: string;
}

interface Measured {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
  readonly result: string;
}

for (const events of options.events.split(",").map(Number)) {
  const labels = events / 10;
  const files = await data(events, labels);
  const statements = new Map(emitSql(planOf(DEFINITIONS).plan, duckdb).map((each) => [each.path, each.text]));
  console.log(
    `\n${events.toLocaleString("en")} events, ${labels.toLocaleString("en")} labels, ${ENTITIES.toLocaleString("en")} entities, limit ${options.memory}, 2 threads`,
  );
  console.log(`${"".padEnd(44)} CPU s   wall s   peak GB   ratio   answer`);
  for (const [view, columns] of Object.entries({
    latest: ["v1", "v2", "v3", "v4", "v5"],
    sums: ["amt_1h", "amt_1d", "amt_7d", "amt_30d", "n_1h", "n_1d", "n_7d", "n_30d"],
    maxima: ["amt_1h", "amt_1d", "amt_7d", "amt_30d"],
  })) {
    const checksum = columns
      .map((column) => `sum("${view}__${column}"::DECIMAL(38,6)), count("${view}__${column}")`)
      .join(", ");
    const script = splitScript(statements.get(`sql/feature_views/${view}.sql`) ?? "");
    const generated: Statement = {
      steps: script.steps,
      sql: `SELECT count(*), ${checksum} FROM (${script.result})`,
    };
    const variants = new Map<string, Statement>([
      ["generated", generated],
      ...Object.entries(handWritten(view, columns)).map(([name, sql]): [string, Statement] => [
        name,
        { steps: "", sql },
      ]),
    ]);
    const measured = new Map<string, Measured[]>();
    for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
      for (const [name, statement] of variants) {
        if (measured.get(name)?.some((each) => each.result.startsWith("died"))) continue;
        measured.set(name, [...(measured.get(name) ?? []), measure(statement, files)]);
      }
    }
    const base = median((measured.get("generated") ?? []).map((each) => each.cpu));
    const answer = measured.get("generated")?.[0]?.result;
    for (const [name, runs] of measured) {
      const cpu = median(runs.map((each) => each.cpu));
      const same =
        runs[0]?.result === answer ? "same" : runs[0]?.result.startsWith("died") ? runs[0].result : "differs";
      const cells = [
        cpu,
        median(runs.map((each) => each.wall)),
        median(runs.map((each) => each.rss)),
        cpu / base,
      ];
      console.log(
        `${`${view}: ${name}`.padEnd(44)} ${cells.map((cell) => cell.toFixed(2).padStart(5)).join("    ")}   ${same}`,
      );
    }
  }
}

function measure(
  statement: Statement,
  files: { readonly events: string; readonly labels: string },
): Measured {
  const child = spawnSync(process.execPath, [path.resolve("test/bench/run-statement.mjs")], {
    input: JSON.stringify({
      ...files,
      ...statement,
      memory: options.memory,
      spill: path.join(FOLDER, "spill"),
    }),
    timeout: Number(options.timeout) * 1000,
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  if (child.status !== 0) {
    const why = child.signal === null ? child.stderr.split("\n")[0] : `killed at ${options.timeout} s`;
    return { cpu: Number.NaN, wall: Number.NaN, rss: Number.NaN, result: `died: ${why}` };
  }
  return JSON.parse(child.stdout) as Measured;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Uniform entities over 90 days, one-second instants, ties included; made once. */
async function data(
  events: number,
  labels: number,
): Promise<{ readonly events: string; readonly labels: string }> {
  mkdirSync(FOLDER, { recursive: true });
  const files = {
    events: path.join(FOLDER, `events-${events}.parquet`),
    labels: path.join(FOLDER, `labels-${labels}.parquet`),
  };
  if (existsSync(files.events) && existsSync(files.labels)) return files;
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "4GB" });
  const connection = await instance.connect();
  const random = (seed: number, below: number) =>
    `(md5_number_lower(i::VARCHAR || '/${seed}') % ${below})::BIGINT`;
  await connection.run(`COPY (SELECT ${random(1, ENTITIES)} AS entity,
    TIMESTAMP '2024-01-01' + to_seconds((i::DOUBLE / ${events} * 7776000)::BIGINT) AS ts, i AS created_ts, ${random(2, 100_000)} AS amt,
    ${random(3, 1_000_000)} / 1e6 AS v1, ${random(4, 1_000_000)} / 1e6 AS v2, ${random(5, 1_000_000)} / 1e4 AS v3, ${random(6, 1000)} AS v4, ${random(7, 50)} AS v5
    FROM range(${events}) t(i)) TO '${files.events}' (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run(`COPY (SELECT i AS row_id, ${random(8, ENTITIES)} AS entity, TIMESTAMP '2024-01-01' + to_seconds(${random(9, 7_776_000)}) AS as_of
    FROM range(${labels}) t(i)) TO '${files.labels}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  instance.closeSync();
  return files;
}
