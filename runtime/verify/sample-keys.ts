// Which keys of a view are audited: the source's own, chosen by a hash, and some that it has never seen.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { emitSql } from "../../compiler/library/emit.ts";
import { rowsRelation } from "../../compiler/library/rows-relation.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier } from "../offline/sql-text.ts";
import { valueAt } from "./bits.ts";

const UNKNOWN = 10;

/** A key's values in the order of the entity's keys. */
export type Key = readonly Value[];

/**
 * At most `limit` keys that the source holds, all of them where it has fewer, the same ones in every run; then a few
 * that it does not hold. Rows that the view's `where` leaves out count too: their keys may have no row online.
 */
export async function sampleKeys(
  engine: Pick<OfflineEngine, "stream">,
  { program }: Manifest,
  view: string,
  limit: number,
): Promise<{ readonly fields: readonly Field[]; readonly keys: readonly Key[] }> {
  const declared = program.featureViews.find(({ name }) => name === view);
  const fields = program.entities.find(({ name }) => name === declared?.entity)?.keys;
  if (declared === undefined || fields === undefined) throw new Error(`the manifest has no view ${view}`);
  const stages = new SqlStages("__b");
  const outputs = declared.key.map(({ name, expression }) => ({
    name,
    value: emitSql(expression, stages, ([column = ""]) => rawSql(identifier(column))),
  }));
  const columns = fields.map(({ name }) => identifier(name));
  const present = columns.map((column) => `${column} IS NOT NULL`).join(" AND ");
  const text = columns.map((column) => `${column}::VARCHAR`).join(", ");
  const union = program.unions.find(({ name }) => name === declared.source) ?? null;
  const all = stages.wrap(rowsRelation(declared.source, union), [], outputs);
  const sql = `SELECT ${columns.join(", ")} FROM (SELECT DISTINCT * FROM (\n${all}\n) WHERE ${present})
ORDER BY md5(concat_ws(chr(31), ${text})), ${columns.join(", ")} LIMIT ${limit}`;
  const keys: Key[] = [];
  for await (const batch of engine.stream(sql)) {
    for (let row = 0; row < batch.rows; row++) keys.push(batch.columns.map((column) => valueAt(column, row)));
  }
  return { fields, keys: [...keys, ...unknownKeys(fields, keys)] };
}

/** Keys as no source would hold them; where a key is a bool there may be none. */
function unknownKeys(fields: readonly Field[], known: readonly Key[]): readonly Key[] {
  const taken = new Set(known.map((key) => JSON.stringify(key)));
  const keys = Array.from({ length: UNKNOWN }, (_, index) =>
    fields.map(({ type }): Value => {
      if (type.kind === "bool") return index % 2 === 0;
      return type.kind === "string" ? `never seen ${index}` : Number.MAX_SAFE_INTEGER - index;
    }),
  );
  return keys.filter((key) => !taken.has(JSON.stringify(key)));
}
