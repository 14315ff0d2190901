// Every strategy on uniform and on skewed keys: what generated SQL costs, and what one very hot entity adds.
// Usage: npm run bench:strategies -- [--events 1000000] [--memory 1GB] [--only median,mode] [--keys uniform,skewed]
import { parseArgs } from "node:util";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { splitScript } from "../../compiler/library/script.ts";
import { planOf } from "../harness/compile-views.ts";
import { eventsData, FOLDER, type Keys } from "./events-data.ts";
import { measure } from "./measure-statement.ts";

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    memory: { type: "string", default: "1GB" },
    timeout: { type: "string", default: "300" },
    only: { type: "string", default: "" },
    keys: { type: "string", default: "uniform,skewed" },
  },
});

const AGGREGATES: Readonly<Record<string, string>> = {
  sum: 'sum(e.v3).over("7d")',
  variance: 'variance(e.v3).over("7d")',
  max: 'max(e.amt).over("7d")',
  first: 'first(e.amt).over("7d")',
  min_by: 'minBy(e.amt, e.v1).over("7d")',
  count_distinct: 'countDistinct(e.v4).over("7d")',
  approx_count_distinct: 'approxCountDistinct(e.amt).over("7d")',
  last_10: "lastN(e.amt, 10)",
  mean_of_last_100: "mean(e.v3).overLast(100)",
  first_10: 'firstN(e.amt, 10).over("7d")',
  max_10: 'maxN(e.amt, 10).over("7d")',
  median: 'median(e.v3).over("7d")',
  quantile: 'quantile(e.amt, 0.9).over("7d")',
  mode: 'mode(e.v4).over("7d")',
  top_3: 'topK(e.v4, 3).over("7d")',
  // Most late rows have left the shortest window before they are known.
  four_sums:
    'sum(e.v3).over("7d"), a: sum(e.v3).over("1h"), b: sum(e.v3).over("1d"), c: sum(e.v3).over("30d")',
  // Lists beside what is weighed key by key.
  mixed: 'lastN(e.amt, 10), m: median(e.v3).over("7d"), s: sum(e.v1).over("7d")',
};

const chosen = Object.entries(AGGREGATES).filter(
  ([name]) => options.only === "" || options.only.split(",").includes(name),
);
const vocabulary =
  "approxCountDistinct, countDistinct, entity, featureView, first, firstN, lastN, max, maxN, mean, median, minBy, mode, parquet, quantile, source, sum, t, topK, variance";
const DEFINITIONS = `
import { ${vocabulary} } from "bifold";
export const user = entity({ keys: { entity: t.int64 } });
const columns = { entity: t.int64, ts: t.timestamp, created_ts: t.int64, amt: t.int64, v1: t.float64, v3: t.float64, v4: t.int64 };
export const events = source({ from: parquet("unused"), columns, eventTime: (e) => e.ts, tieBreak: ["created_ts"] });
export const late = source({ from: parquet("unused"), columns, eventTime: (e) => e.ts,
  availableAt: (e) => e.ts.plusMinutes(e.v4), tieBreak: ["created_ts"] });
${chosen
  .flatMap(([name, aggregate]) =>
    ["events", "late"].map(
      (rows) => `export const ${name}__${rows} = featureView({ entity: user, source: ${rows},
  key: (e) => ({ entity: e.entity }), features: (e) => ({ x: ${aggregate} }), refresh: "stream" });`,
    ),
  )
  .join("\n")}
`
  .replaceAll("__events", "_now")
  .replaceAll("__late", "_late");

const statements = new Map(emitSql(planOf(DEFINITIONS).plan, duckdb).map((each) => [each.path, each.text]));
const limits = { memory: options.memory, timeout: Number(options.timeout), spill: `${FOLDER}/spill` };
const events = Number(options.events);

console.log(
  `${events.toLocaleString("en")} events, ${(events / 10).toLocaleString("en")} labels, limit ${options.memory}`,
);
console.log(`${"".padEnd(44)}  CPU s   wall s   peak GB   skewed / uniform`);
for (const [name] of chosen) {
  for (const lag of ["now", "late"]) {
    let uniform = Number.NaN;
    for (const keys of options.keys.split(",") as Keys[]) {
      const files = await eventsData(events, events / 10, keys);
      const view = `${name}_${lag}`;
      const script = splitScript(statements.get(`sql/feature_views/${view}.sql`) ?? "");
      // `late` is the same file: its rows become known up to 999 minutes after they happened.
      const steps = `CREATE OR REPLACE TEMP VIEW late AS SELECT * FROM events;\n${script.steps}`;
      const sql = `SELECT count(*), count("${view}__x"), sum(hash("${view}__x") % 1000) FROM (${script.result})`;
      const { cpu, wall, rss, result } = measure({ steps, sql }, files, limits);
      if (keys === "uniform") uniform = cpu;
      const ratio = keys === "uniform" ? "" : (cpu / uniform).toFixed(2).padStart(12);
      const died = result.startsWith("died") ? result : "";
      const cells = [cpu, wall, rss].map((cell) => cell.toFixed(2).padStart(6)).join("   ");
      console.log(`${`${view}, ${keys}`.padEnd(44)} ${cells} ${ratio}   ${died}`);
    }
  }
}
