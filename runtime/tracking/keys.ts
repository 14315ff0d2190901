// The dictionary of metric, param and tag names, so that a million points repeat a small number, not a text.
import { sql } from "../database/kysely.ts";
import { insertRows } from "../database/insert-rows.ts";
import type { Metadata } from "../database/metadata-database.ts";

/** The ids of known names. */
export async function findKeys(
  { kysely, dialect }: Metadata,
  names: readonly string[],
): Promise<Map<string, number>> {
  const rows = await kysely
    .selectFrom("key")
    .select(["id", "name"])
    .where(dialect.isAnyOf(sql.ref("name"), names))
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** The ids of all these names; new ones are added. Call it inside the transaction that uses them. */
export async function internKeys(
  metadata: Metadata,
  names: Iterable<string>,
): Promise<(name: string) => number> {
  const wanted = [...new Set(names)];
  let known = await findKeys(metadata, wanted);
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const rows = unknown.toSorted().map((name) => [name]);
    await insertRows(metadata, { table: "key", columns: { name: "text" }, rows });
    known = await findKeys(metadata, wanted);
  }
  return (name) => {
    const id = known.get(name);
    if (id === undefined) throw new Error(`The name '${name}' was not interned.`);
    return id;
  };
}
