// Windowed aggregates as of labels: generated SQL against every template we know, uniform and skewed keys, in one run.
// Usage: npm run bench:windows -- [--events 10000000] [--memory 2GB] [--shapes sums,distinct] [--only-generated]
import { parseArgs } from "node:util";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { splitScript } from "../../compiler/library/script.ts";
import { planOf } from "../harness/compile-views.ts";
import { ENTITIES, eventsData, FOLDER, type Keys } from "./events-data.ts";
import { type Measured, measureAll, type Statement } from "./measure-statement.ts";
import { TEMPLATES, WINDOWS } from "./window-templates.ts";

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    repeats: { type: "string", default: "1" },
    memory: { type: "string", default: "2GB" },
    // CPU seconds: what takes longer counts as not ending.
    timeout: { type: "string", default: "90" },
    shapes: { type: "string", default: Object.keys(TEMPLATES).join(",") },
    keys: { type: "string", default: "uniform,skewed" },
    "only-generated": { type: "boolean", default: false },
  },
});

const over = `.over([${WINDOWS.map(({ name }) => `"${name}"`).join(", ")}])`;
const DEFINITIONS = `
import { count, countDistinct, entity, featureView, last, max, mean, parquet, source, sum, t } from "bifold";
export const user = entity({ keys: { entity: t.int64 } });
export const events = source({ from: parquet("unused"), columns: { entity: t.int64, ts: t.timestamp, created_ts: t.int64,
  amt: t.int64, v4: t.int64 }, eventTime: (e) => e.ts, tieBreak: ["created_ts"] });
${[
  ["sums", `{ x: sum(e.amt)${over}, n: count()${over} }`],
  ["means", `{ x: mean(e.amt)${over} }`],
  ["maxima", `{ x: max(e.amt)${over} }`],
  ["distinct", `{ x: countDistinct(e.v4)${over} }`],
]
  .map(
    ([name, features]) => `export const ${name} = featureView({ entity: user, source: events,
  key: (e) => ({ entity: e.entity }), features: (e) => (${features}), refresh: "stream" });`,
  )
  .join("\n")}
`;

/** What each shape is summed up by, so that variants can be compared: sums add their counts. */
const summed = (shape: string, view: string | null): string =>
  WINDOWS.map(({ name }) => {
    const x = view === null ? `x_${name}` : `"${view}__x_${name}"`;
    const value = view !== null && shape === "sums" ? `${x} + "${view}__n_${name}"` : x;
    return `sum((${value})::DECIMAL(38, 6)), count(${x})`;
  }).join(", ");

const PLAIN_ASOF: Statement = {
  steps: "",
  sql: "SELECT count(*), sum(v1), sum(v2) FROM spine s ASOF LEFT JOIN events e ON s.entity = e.entity AND s.as_of > e.ts",
};

const statements = new Map(emitSql(planOf(DEFINITIONS).plan, duckdb).map((each) => [each.path, each.text]));
const limits = { memory: options.memory, timeout: Number(options.timeout), spill: `${FOLDER}/spill` };

for (const events of options.events.split(",").map(Number)) {
  const generatedBy = new Map<string, number>();
  for (const keys of options.keys.split(",") as Keys[]) {
    const files = await eventsData(events, events / 10, keys);
    console.log(
      `\n${events.toLocaleString("en")} events, ${(events / 10).toLocaleString("en")} labels, ${ENTITIES.toLocaleString("en")} entities, ${keys} keys, limit ${options.memory}, 2 threads`,
    );
    console.log(`${"".padEnd(44)}  CPU s   wall s   peak GB   ratio   answer`);
    const asof = measureAll(
      new Map([["plain ASOF, latest value", PLAIN_ASOF]]),
      files,
      limits,
      Number(options.repeats),
    );
    print("", asof, null);
    for (const shape of options.shapes.split(",")) {
      const script = splitScript(statements.get(`sql/feature_views/${shape}.sql`) ?? "");
      const templates = options["only-generated"] ? {} : (TEMPLATES[shape] ?? {});
      const variants = new Map<string, Statement>([
        [
          "generated",
          { steps: script.steps, sql: `SELECT count(*), ${summed(shape, shape)} FROM (${script.result})` },
        ],
        ...Object.entries(templates).map(([name, sql]): [string, Statement] => [
          name,
          { steps: "", sql: `SELECT count(*), ${summed(shape, null)} FROM (${sql})` },
        ]),
      ]);
      const measured = measureAll(variants, files, limits, Number(options.repeats));
      print(`${shape}: `, measured, measured.get("generated") ?? null);
      const cpu = measured.get("generated")?.cpu ?? Number.NaN;
      const uniform = generatedBy.get(shape);
      if (uniform === undefined) generatedBy.set(shape, cpu);
      else
        console.log(
          `${`${shape}: skewed against uniform keys`.padEnd(44)} ${"".padEnd(25)} ${(cpu / uniform).toFixed(2)}`,
        );
    }
  }
}

function print(prefix: string, measured: ReadonlyMap<string, Measured>, base: Measured | null): void {
  for (const [name, { cpu, wall, rss, result }] of measured) {
    const same = base === null ? "" : result === base.result ? "same" : "differs";
    const answer = result.startsWith("died") ? result : same;
    const cells = [cpu, wall, rss, base === null ? 1 : cpu / base.cpu].map((cell) =>
      cell.toFixed(2).padStart(6),
    );
    console.log(`${`${prefix}${name}`.padEnd(44)} ${cells.join("   ")}   ${answer}`);
  }
}
