// Model versions: registered, read, described, tagged, staged and deleted.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { groupBy } from "../database/group-by.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid, missing } from "../database/store-error.ts";
import { touchModel } from "./models.ts";
import type { KeyValue, ModelSignature, ModelVersion } from "./records.ts";
import { checkModelName, checkTag } from "./validate-names.ts";

export interface NewVersion {
  readonly model: string;
  /** URI of the artifact. */
  readonly source: string;
  readonly runId?: string | null;
  readonly runLink?: string | null;
  readonly modelId?: string | null;
  readonly user?: string | null;
  readonly description?: string;
  readonly tags?: readonly KeyValue[];
  readonly signature?: ModelSignature;
  /** Feature view name to fingerprint. */
  readonly featureFingerprints?: Readonly<Record<string, string>>;
  readonly now: number;
}

/** Adds the next version of a model, and the model itself when it is new. */
export async function registerVersion(metadata: Metadata, wanted: NewVersion): Promise<ModelVersion> {
  checkModelName(wanted.model);
  return inTransaction(metadata, async (transaction) => {
    await transaction.kysely
      .insertInto("registered_model")
      .values({
        name: wanted.model,
        description: null,
        creation_time: wanted.now,
        last_update_time: wanted.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return addVersion(transaction, wanted);
  });
}

/** Adds the next version of a model that must be there; call it in a transaction. */
export async function addVersion(metadata: Metadata, wanted: NewVersion): Promise<ModelVersion> {
  const { kysely } = metadata;
  await touchModel(metadata, wanted.model, wanted.now);
  const { rows } = await sql<{ last_version: number }>`INSERT INTO model_version_counter (model, last_version)
    VALUES (${wanted.model}, 1)
    ON CONFLICT (model) DO UPDATE SET last_version = model_version_counter.last_version + 1
    RETURNING last_version`.execute(kysely);
  const version = rows[0]?.last_version ?? 1;
  await kysely
    .insertInto("model_version")
    .values({
      model: wanted.model,
      version,
      creation_time: wanted.now,
      last_update_time: wanted.now,
      description: wanted.description ?? null,
      user_id: wanted.user ?? null,
      current_stage: "None",
      source: wanted.source,
      run_id: wanted.runId ?? null,
      run_link: wanted.runLink ?? null,
      model_id: wanted.modelId ?? null,
      status: "READY",
      status_message: null,
      signature: wanted.signature === undefined ? null : JSON.stringify(wanted.signature),
      feature_fingerprints: JSON.stringify(wanted.featureFingerprints ?? {}),
    })
    .execute();
  for (const tag of wanted.tags ?? []) await writeTag(metadata, wanted.model, version, tag);
  return getVersion(metadata, wanted.model, version);
}

export async function getVersion(metadata: Metadata, model: string, version: number): Promise<ModelVersion> {
  const [found] = await readVersions(metadata, sql`model = ${model} AND version = ${version}`);
  if (found === undefined) throw missing(`Model Version (name=${model}, version=${version}) not found`);
  return found;
}

/** Every version of a model, oldest first. */
export function listVersions(metadata: Metadata, model: string): Promise<readonly ModelVersion[]> {
  return readVersions(metadata, sql`model = ${model}`);
}

/** Versions for which `condition` on the table `model_version` holds, by model and version. */
export async function readVersions(
  { kysely, dialect }: Metadata,
  condition: RawBuilder<unknown>,
  { order = sql`model, version`, page = sql`` } = {},
): Promise<readonly ModelVersion[]> {
  const { rows } = await sql<{
    model: string;
    version: number;
    creation_time: number;
    last_update_time: number;
    description: string | null;
    user_id: string | null;
    current_stage: string;
    source: string;
    run_id: string | null;
    run_link: string | null;
    model_id: string | null;
    status: string;
    status_message: string | null;
    signature: string | null;
    feature_fingerprints: string | null;
  }>`SELECT * FROM model_version WHERE ${condition} ORDER BY ${order} ${page}`.execute(kysely);
  const ofModels = dialect.isAnyOf(sql.ref("model"), [...new Set(rows.map(({ model }) => model))]);
  const identity = (row: { model: string; version: number }) => `${row.version}/${row.model}`;
  const tags = groupBy(
    await kysely.selectFrom("model_version_tag").selectAll().where(ofModels).orderBy("key").execute(),
    identity,
  );
  const aliases = groupBy(
    await kysely.selectFrom("model_alias").selectAll().where(ofModels).orderBy("alias").execute(),
    identity,
  );
  return rows.map((row) => ({
    model: row.model,
    version: row.version,
    creationTime: row.creation_time,
    lastUpdateTime: row.last_update_time,
    description: row.description,
    user: row.user_id,
    stage: row.current_stage,
    source: row.source,
    runId: row.run_id,
    runLink: row.run_link,
    modelId: row.model_id,
    status: row.status,
    statusMessage: row.status_message,
    signature: row.signature === null ? null : JSON.parse(row.signature),
    featureFingerprints: JSON.parse(row.feature_fingerprints ?? "{}"),
    tags: (tags.get(identity(row)) ?? []).map(({ key, value }) => ({ key, value })),
    aliases: (aliases.get(identity(row)) ?? []).map(({ alias }) => alias),
  }));
}

export async function describeVersion(
  metadata: Metadata,
  model: string,
  version: number,
  description: string,
  now: number,
): Promise<ModelVersion> {
  await touchVersion(metadata, model, version, now);
  await metadata.kysely
    .updateTable("model_version")
    .set({ description })
    .where("model", "=", model)
    .where("version", "=", version)
    .execute();
  return getVersion(metadata, model, version);
}

/** Its number is not used again; aliases that pointed to it must have moved before. */
export async function deleteVersion(
  metadata: Metadata,
  model: string,
  version: number,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    const { aliases } = await getVersion(transaction, model, version);
    if (aliases.length > 0) {
      throw invalid(
        `Version ${version} of '${model}' is in use as ${aliases.join(", ")}: move the alias first.`,
      );
    }
    await touchModel(transaction, model, now);
    for (const table of ["model_version_tag", "model_version"] as const) {
      await transaction.kysely
        .deleteFrom(table)
        .where("model", "=", model)
        .where("version", "=", version)
        .execute();
    }
  });
}

export async function setVersionTag(
  metadata: Metadata,
  model: string,
  version: number,
  tag: KeyValue,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await touchVersion(transaction, model, version, now);
    await writeTag(transaction, model, version, tag);
  });
}

export async function deleteVersionTag(
  metadata: Metadata,
  model: string,
  version: number,
  key: string,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await touchVersion(transaction, model, version, now);
    await transaction.kysely
      .deleteFrom("model_version_tag")
      .where("model", "=", model)
      .where("version", "=", version)
      .where("key", "=", key)
      .execute();
  });
}

/** Marks a version as changed; RESOURCE_DOES_NOT_EXIST when there is none. */
export async function touchVersion(
  { kysely }: Metadata,
  model: string,
  version: number,
  now: number,
): Promise<void> {
  const { numUpdatedRows } = await kysely
    .updateTable("model_version")
    .set({ last_update_time: now })
    .where("model", "=", model)
    .where("version", "=", version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw missing(`Model Version (name=${model}, version=${version}) not found`);
}

async function writeTag({ kysely }: Metadata, model: string, version: number, tag: KeyValue): Promise<void> {
  checkTag(tag.key, tag.value);
  await kysely
    .insertInto("model_version_tag")
    .values({ model, version, key: tag.key, value: tag.value })
    .onConflict((conflict) => conflict.columns(["model", "version", "key"]).doUpdateSet({ value: tag.value }))
    .execute();
}
