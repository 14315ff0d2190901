// Writes params, which never change, and tags, which may.
import { sql } from "../database/kysely.ts";
import { insertRows } from "../database/insert-rows.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid, missing } from "../database/store-error.ts";
import { findKeys, internKeys } from "./keys.ts";
import type { KeyValue } from "./records.ts";
import { RUN_NAME_TAG, requireActiveRun } from "./active-run.ts";
import { checkKey, checkText, MAX_VALUE_LENGTH } from "./validate-names.ts";

const COLUMNS = { run_seq: "bigint", key_id: "bigint", value: "text" } as const;

/** Inside a transaction; writing the same value again is fine, another value is INVALID_PARAMETER_VALUE. */
export async function writeParams(
  metadata: Metadata,
  runSeq: number,
  params: readonly KeyValue[],
): Promise<void> {
  if (params.length === 0) return;
  check("params", params);
  const wanted = new Map<string, string>();
  for (const { key, value } of params) {
    if (wanted.has(key)) {
      throw invalid(
        `Duplicate parameter keys have been submitted: '${key}'. Please ensure the request contains only one param value per param key.`,
      );
    }
    wanted.set(key, value);
  }
  const idOf = await internKeys(metadata, wanted.keys());
  const rows = rowsOf(runSeq, wanted, idOf);
  await insertRows(metadata, { table: "param", columns: COLUMNS, rows });
  const stored = await metadata.kysely
    .selectFrom("param")
    .innerJoin("key", "key.id", "param.key_id")
    .select(["key.name as key", "param.value as value"])
    .where("run_seq", "=", runSeq)
    .where(metadata.dialect.isAnyOf(sql.ref("key_id"), [...wanted.keys()].map(idOf)))
    .execute();
  const changed = stored.filter(({ key, value }) => wanted.get(key) !== value);
  if (changed.length > 0) {
    const listed = changed.map(
      ({ key, value }) => `{'key': '${key}', 'old_value': '${value}', 'new_value': '${wanted.get(key)}'}`,
    );
    throw invalid(
      `Changing param values is not allowed. Params were already logged='[${listed.join(", ")}]'. ` +
        "Start a new run for other values.",
    );
  }
}

/** Inside a transaction; the last value of a key wins. */
export async function writeTags(
  metadata: Metadata,
  runSeq: number,
  tags: readonly KeyValue[],
): Promise<void> {
  if (tags.length === 0) return;
  check("tags", tags);
  const wanted = new Map(tags.map(({ key, value }) => [key, value]));
  const idOf = await internKeys(metadata, wanted.keys());
  const rows = rowsOf(runSeq, wanted, idOf);
  const onConflict = "(run_seq, key_id) DO UPDATE SET value = excluded.value";
  await insertRows(metadata, { table: "tag", columns: COLUMNS, rows, onConflict });
  const name = wanted.get(RUN_NAME_TAG);
  if (name !== undefined) {
    await metadata.kysely.updateTable("run").set({ name }).where("seq", "=", runSeq).execute();
  }
}

export async function deleteTag(metadata: Metadata, runId: string, key: string): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    const runSeq = await requireActiveRun(transaction, runId);
    const id = (await findKeys(transaction, [key])).get(key);
    const { numDeletedRows } = await transaction.kysely
      .deleteFrom("tag")
      .where("run_seq", "=", runSeq)
      .where("key_id", "=", id ?? -1)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw missing(`No tag with name: ${key} in run with id ${runId}`);
  });
}

/** In one order for all writers, so that two of them cannot wait for one another. */
function rowsOf(runSeq: number, wanted: ReadonlyMap<string, string>, idOf: (name: string) => number) {
  const rows = Array.from(wanted, ([key, value]) => [runSeq, idOf(key), value] as const);
  return rows.toSorted((a, b) => a[1] - b[1]);
}

function check(what: string, entries: readonly KeyValue[]): void {
  for (const [position, { key, value }] of entries.entries()) {
    checkKey(`${what}[${position}].key`, key);
    checkText(`${what}[${position}].value`, value, MAX_VALUE_LENGTH);
  }
}
