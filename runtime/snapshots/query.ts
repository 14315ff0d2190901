// Small results of the offline engine as values.
import type { OfflineEngine } from "../offline/contract.ts";
import { literal } from "../offline/sql-text.ts";

export type Reader = Pick<OfflineEngine, "stream">;

/** The single row of a statement, whose columns are numbers. */
export async function queryNumbers(engine: Reader, sql: string): Promise<readonly (number | null)[]> {
  let row: readonly (number | null)[] = [];
  for await (const { columns } of engine.stream(sql)) {
    row = columns.map(({ values, valid }) =>
      valid !== null && valid[0] === 0 ? null : Number(values[0] ?? Number.NaN),
    );
  }
  return row;
}

export async function queryNumber(engine: Reader, sql: string): Promise<number> {
  return (await queryNumbers(engine, sql))[0] ?? 0;
}

/** Every row of a statement, whose columns are texts. */
export async function queryTexts(engine: Reader, sql: string): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const { rows, columns } of engine.stream(sql)) {
    for (let row = 0; row < rows; row++) all.push(columns.map(({ values }) => String(values[row] ?? "")));
  }
  return all;
}

export function scan(file: string): string {
  return `read_parquet(${literal(file)})`;
}
