// Samples of numeric columns: every so many-th row of a relation, column by column.
import type { OfflineEngine } from "../offline/contract.ts";
import { valueAt } from "../verify/bits.ts";

/** `expressions` by name; each gives numbers, null becomes NaN. `rows` is the size of the relation, about. */
export async function sampleColumns(
  engine: Pick<OfflineEngine, "stream">,
  relation: string,
  expressions: ReadonlyMap<string, string>,
  {
    rows,
    mostRows,
    signal,
  }: { readonly rows: number; readonly mostRows: number; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, Float64Array>> {
  const oneIn = Math.max(1, Math.ceil(rows / mostRows));
  const names = [...expressions.keys()];
  const found = names.map(() => new Float64Array(Math.ceil(rows / oneIn)));
  const columns = names.map((name, index) => `CAST(${expressions.get(name)} AS DOUBLE) AS c${index}`);
  const sql = `SELECT ${columns.join(", ")} FROM (SELECT *, row_number() OVER () AS place FROM (${relation}))
WHERE place % ${oneIn} = 0`;
  let done = 0;
  for await (const batch of engine.stream(sql, {}, { signal })) {
    const size = Math.min(batch.rows, (found[0]?.length ?? 0) - done);
    for (const [index, column] of batch.columns.entries()) {
      const into = found[index] as Float64Array;
      for (let row = 0; row < size; row++) {
        const value = valueAt(column, row);
        into[done + row] = value === null ? Number.NaN : Number(value);
      }
    }
    done += size;
  }
  return new Map(names.map((name, index) => [name, (found[index] as Float64Array).subarray(0, done)]));
}
