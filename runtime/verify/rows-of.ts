// A small result as rows by column name, for comparing values; large ones are read by column.
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Batch } from "../offline/contract.ts";
import { valueAt } from "./bits.ts";

export async function rowsOf(
  batches: AsyncIterable<Batch>,
): Promise<readonly Readonly<Record<string, Value>>[]> {
  const rows: Readonly<Record<string, Value>>[] = [];
  for await (const { names, columns, rows: count } of batches) {
    for (let row = 0; row < count; row++) {
      rows.push(Object.fromEntries(columns.map((column, at) => [names[at] ?? "", valueAt(column, row)])));
    }
  }
  return rows;
}
