// Registered models: created, read, renamed, described, tagged and deleted.
import { sql } from "../database/kysely.ts";
import { groupBy } from "../database/group-by.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { missing, StoreError } from "../database/store-error.ts";
import type { KeyValue, RegisteredModel } from "./records.ts";
import { checkModelName, checkTag } from "./validate-names.ts";

export interface NewModel {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly KeyValue[];
  readonly now: number;
}

export async function createModel(metadata: Metadata, wanted: NewModel): Promise<RegisteredModel> {
  checkModelName(wanted.name);
  return inTransaction(metadata, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction.kysely
      .insertInto("registered_model")
      .values({
        name: wanted.name,
        description: wanted.description ?? null,
        creation_time: wanted.now,
        last_update_time: wanted.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw nameTaken(wanted.name);
    for (const tag of wanted.tags ?? []) await writeTag(transaction, wanted.name, tag);
    return getModel(transaction, wanted.name);
  });
}

export async function getModel(metadata: Metadata, name: string): Promise<RegisteredModel> {
  const [model] = await readModels(metadata, [name]);
  if (model === undefined) throw missing(`Registered Model with name=${name} not found`);
  return model;
}

/** Models with tags and aliases, in the order of the names; unknown names are left out. */
export async function readModels(
  { kysely, dialect }: Metadata,
  names: readonly string[],
): Promise<readonly RegisteredModel[]> {
  const rows = await kysely
    .selectFrom("registered_model")
    .selectAll()
    .where(dialect.isAnyOf(sql.ref("name"), names))
    .execute();
  const ofModels = dialect.isAnyOf(sql.ref("model"), names);
  const tagRows = await kysely
    .selectFrom("registered_model_tag")
    .selectAll()
    .where(ofModels)
    .orderBy("key")
    .execute();
  const aliasRows = await kysely
    .selectFrom("model_alias")
    .selectAll()
    .where(ofModels)
    .orderBy("alias")
    .execute();
  const byName = new Map(rows.map((row) => [row.name, row]));
  const tags = groupBy(tagRows, ({ model }) => model);
  const aliases = groupBy(aliasRows, ({ model }) => model);
  return names.flatMap((name) => {
    const row = byName.get(name);
    if (row === undefined) return [];
    return {
      name,
      description: row.description,
      creationTime: row.creation_time,
      lastUpdateTime: row.last_update_time,
      tags: (tags.get(name) ?? []).map(({ key, value }) => ({ key, value })),
      aliases: (aliases.get(name) ?? []).map(({ alias, version }) => ({ alias, version })),
    };
  });
}

export async function describeModel(
  metadata: Metadata,
  name: string,
  description: string,
  now: number,
): Promise<RegisteredModel> {
  await touchModel(metadata, name, now);
  await metadata.kysely
    .updateTable("registered_model")
    .set({ description })
    .where("name", "=", name)
    .execute();
  return getModel(metadata, name);
}

/** Versions, tags, aliases and history move along. */
export async function renameModel(
  metadata: Metadata,
  name: string,
  newName: string,
  now: number,
): Promise<RegisteredModel> {
  checkModelName(newName);
  return inTransaction(metadata, async (transaction) => {
    await touchModel(transaction, name, now);
    if (newName === name) return getModel(transaction, name);
    const { kysely } = transaction;
    if ((await readModels(transaction, [newName])).length > 0) throw nameTaken(newName);
    await kysely.updateTable("registered_model").set({ name: newName }).where("name", "=", name).execute();
    await kysely
      .updateTable("model_version")
      .set({ model: newName, last_update_time: now })
      .where("model", "=", name)
      .execute();
    for (const table of [
      "registered_model_tag",
      "model_version_tag",
      "model_alias",
      "alias_history",
    ] as const) {
      await kysely.updateTable(table).set({ model: newName }).where("model", "=", name).execute();
    }
    // Both names keep counting where they were, so that no number comes twice under either.
    await sql`INSERT INTO model_version_counter (model, last_version)
      SELECT CAST(${newName} AS TEXT), last_version FROM model_version_counter WHERE model = ${name}
      ON CONFLICT (model) DO UPDATE SET last_version = excluded.last_version
      WHERE excluded.last_version > model_version_counter.last_version`.execute(kysely);
    return getModel(transaction, newName);
  });
}

/** Deletes a model with its versions and aliases; the history of its aliases stays. */
export async function deleteModel(metadata: Metadata, name: string): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await getModel(transaction, name);
    for (const table of [
      "registered_model_tag",
      "model_version_tag",
      "model_alias",
      "model_version",
    ] as const) {
      await transaction.kysely.deleteFrom(table).where("model", "=", name).execute();
    }
    await transaction.kysely.deleteFrom("registered_model").where("name", "=", name).execute();
  });
}

export async function setModelTag(
  metadata: Metadata,
  name: string,
  tag: KeyValue,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await touchModel(transaction, name, now);
    await writeTag(transaction, name, tag);
  });
}

export async function deleteModelTag(
  metadata: Metadata,
  name: string,
  key: string,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await touchModel(transaction, name, now);
    await transaction.kysely
      .deleteFrom("registered_model_tag")
      .where("model", "=", name)
      .where("key", "=", key)
      .execute();
  });
}

/** Marks a model as changed; RESOURCE_DOES_NOT_EXIST when there is none. */
export async function touchModel({ kysely }: Metadata, name: string, now: number): Promise<void> {
  const { numUpdatedRows } = await kysely
    .updateTable("registered_model")
    .set({ last_update_time: now })
    .where("name", "=", name)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw missing(`Registered Model with name=${name} not found`);
}

async function writeTag({ kysely }: Metadata, model: string, { key, value }: KeyValue): Promise<void> {
  checkTag(key, value);
  await kysely
    .insertInto("registered_model_tag")
    .values({ model, key, value })
    .onConflict((conflict) => conflict.columns(["model", "key"]).doUpdateSet({ value }))
    .execute();
}

const nameTaken = (name: string): StoreError =>
  new StoreError("RESOURCE_ALREADY_EXISTS", `Registered Model (name=${name}) already exists.`);
