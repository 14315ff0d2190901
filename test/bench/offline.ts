// Generated point-in-time SQL against the best hand-written statements of the same semantics and against the naive
// range join: same data, same run, a process a statement. Usage: npm run bench:offline -- [--events 1000000,10000000]
import path from "node:path";
import { parseArgs } from "node:util";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { splitScript } from "../../compiler/library/script.ts";
import { planOf } from "../harness/compile-views.ts";
import { ENTITIES, eventsData, FOLDER } from "./events-data.ts";
import { measureAll, type Statement } from "./measure-statement.ts";
import { handWritten } from "./offline-hand-written.ts";

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "1000000,10000000" },
    repeats: { type: "string", default: "3" },
    memory: { type: "string", default: "2GB" },
    timeout: { type: "string", default: "120" },
  },
});
const limits = {
  memory: options.memory,
  timeout: Number(options.timeout),
  spill: path.join(FOLDER, "spill"),
};

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

for (const events of options.events.split(",").map(Number)) {
  const labels = events / 10;
  const files = await eventsData(events, labels, "uniform");
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
    const measured = measureAll(variants, files, limits, Number(options.repeats));
    const base = measured.get("generated");
    for (const [name, { cpu, wall, rss, result }] of measured) {
      const same = result === base?.result ? "same" : result.startsWith("died") ? result : "differs";
      const cells = [cpu, wall, rss, cpu / (base?.cpu ?? Number.NaN)];
      console.log(
        `${`${view}: ${name}`.padEnd(44)} ${cells.map((cell) => cell.toFixed(2).padStart(5)).join("    ")}   ${same}`,
      );
    }
  }
}
