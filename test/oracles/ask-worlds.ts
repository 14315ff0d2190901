// Thousands of worlds in one statement: each world has keys of its own, so one answer tells nothing of another's.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Tuning } from "../../compiler/backends/sql/tuning.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { statementsOf } from "../harness/run-views.ts";

export interface Event {
  readonly key: string;
  /** Microseconds since 1970, as are all times. */
  readonly at: number;
  readonly created: number;
  readonly seq: number;
  readonly amount: number;
  readonly price: number | null;
  readonly note: string | null;
}

export interface Question {
  readonly key: string;
  readonly at: number;
}

export type Answer = Readonly<Record<string, unknown>>;

const COLUMNS = {
  key: "VARCHAR",
  at: "BIGINT",
  created: "BIGINT",
  seq: "BIGINT",
  amount: "BIGINT",
  price: "VARCHAR",
  note: "VARCHAR",
};

/** One answer a question, in order, from the only view of `definitions`; keys indexed (hot) or joined. */
export async function askWorlds(
  folder: string,
  definitions: string,
  events: readonly Event[],
  questions: readonly Question[],
  tuning: Tuning,
): Promise<readonly Answer[]> {
  await writeParquet(
    folder,
    "events",
    COLUMNS,
    events.map((event) => ({ ...event, price: textOf(event.price) })),
    'key, make_timestamp("at") AS "at", make_timestamp(created) AS created, seq, amount, price::DOUBLE AS price, note',
  );
  await writeParquet(
    folder,
    "spine",
    { key: "VARCHAR", at: "BIGINT" },
    questions,
    'key, make_timestamp("at") AS as_of',
  );
  const { plan } = planOf(definitions);
  const [view] = plan.views;
  if (view === undefined) throw new Error("no view");
  const engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
  try {
    for (const { source } of plan.sources) await engine.registerSource(source, folder);
    await engine.spineFromFile(path.join(folder, "spine.parquet"), view.keys);
    const statement = statementsOf(plan, tuning).get(`sql/feature_views/${view.name}.sql`) ?? "";
    const rows = await rowsOf(engine.stream(statement));
    return rows.map((row) =>
      Object.fromEntries(view.features.map(({ name }) => [name, row[`${view.name}__${name}`] ?? null])),
    );
  } finally {
    engine.close();
  }
}

/** JSON has neither NaN nor infinities, and loses the sign of 0. */
function textOf(price: number | null): string | null {
  return Object.is(price, -0) ? "-0" : (price?.toString() ?? null);
}

async function writeParquet(
  folder: string,
  name: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
  select: string,
): Promise<void> {
  const json = path.join(folder, `${name}.json`);
  await writeFile(json, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const types = Object.entries(columns).map(([column, type]) => `"${column}": '${type}'`);
  await connection.run(
    `COPY (SELECT ${select} FROM read_json('${json}', format = 'newline_delimited', columns = {${types.join(", ")}}))
     TO '${path.join(folder, `${name}.parquet`)}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
