// Experiments: created, read, renamed, deleted and restored together with their runs.
import { sql } from "../database/kysely.ts";
import { groupBy } from "../database/group-by.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid, missing, StoreError } from "../database/store-error.ts";
import type { Experiment, KeyValue, LifecycleStage } from "./records.ts";
import {
  checkExperimentName,
  checkText,
  experimentNumber,
  MAX_EXPERIMENT_TAG_LENGTH,
  MAX_KEY_LENGTH,
} from "./validate-names.ts";

export interface NewExperiment {
  readonly name: string;
  /** Where the artifacts of its runs go; default `mlflow-artifacts:/<id>`, our own artifact store. */
  readonly artifactLocation?: string;
  readonly tags?: readonly KeyValue[];
  readonly now: number;
}

/** Returns the id; RESOURCE_ALREADY_EXISTS also when the name belongs to a deleted experiment. */
export async function createExperiment(metadata: Metadata, wanted: NewExperiment): Promise<string> {
  checkExperimentName(wanted.name);
  return inTransaction(metadata, async (transaction) => {
    const existing = await findByName(transaction, wanted.name);
    if (existing !== undefined) throw nameTaken(existing.name, existing.lifecycle_stage);
    const inserted = await transaction.kysely
      .insertInto("experiment")
      .values({
        name: wanted.name,
        artifact_location: wanted.artifactLocation ?? "",
        lifecycle_stage: "active",
        creation_time: wanted.now,
        last_update_time: wanted.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("experiment_id")
      .executeTakeFirst();
    // Where writers do not wait for one another, someone may have been quicker.
    if (inserted === undefined) throw nameTaken(wanted.name, "active");
    const { experiment_id } = inserted;
    if (wanted.artifactLocation === undefined) {
      await transaction.kysely
        .updateTable("experiment")
        .set({ artifact_location: `mlflow-artifacts:/${experiment_id}` })
        .where("experiment_id", "=", experiment_id)
        .execute();
    }
    for (const tag of wanted.tags ?? []) await writeTag(transaction, experiment_id, tag);
    return String(experiment_id);
  });
}

/** The id of the experiment of this name, created when there is none; INVALID_STATE when it is deleted. */
export async function ensureExperiment(metadata: Metadata, name: string, now: number): Promise<string> {
  const existing = await findByName(metadata, name);
  if (existing?.lifecycle_stage === "deleted") {
    throw new StoreError("INVALID_STATE", `Experiment '${name}' is deleted: restore it or use another name.`);
  }
  if (existing !== undefined) return String(existing.experiment_id);
  try {
    return await createExperiment(metadata, { name, now });
  } catch (problem) {
    // Another process may have created it between the look and the insert.
    const other = await findByName(metadata, name);
    if (other === undefined) throw problem;
    return String(other.experiment_id);
  }
}

/** MLflow clients expect an experiment `0` named Default to be there. */
export async function ensureDefaultExperiment(metadata: Metadata, now: number): Promise<void> {
  await metadata.kysely
    .insertInto("experiment")
    .values({
      experiment_id: 0,
      name: "Default",
      artifact_location: "mlflow-artifacts:/0",
      lifecycle_stage: "active",
      creation_time: now,
      last_update_time: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function getExperiment(metadata: Metadata, experimentId: string): Promise<Experiment> {
  const [experiment] = await readExperiments(metadata, [experimentNumber(experimentId)]);
  if (experiment === undefined) throw missing(`No Experiment with id=${experimentId} exists`);
  return experiment;
}

/** Also finds deleted ones; null when there is none. */
export async function getExperimentByName(metadata: Metadata, name: string): Promise<Experiment | null> {
  const found = await findByName(metadata, name);
  if (found === undefined) return null;
  return (await readExperiments(metadata, [found.experiment_id]))[0] ?? null;
}

/** Experiments with their tags, in the order of the numbers given; unknown numbers are left out. */
export async function readExperiments(
  { kysely, dialect }: Metadata,
  numbers: readonly number[],
): Promise<readonly Experiment[]> {
  const wanted = dialect.isAnyOf(sql.ref("experiment_id"), numbers);
  const rows = await kysely.selectFrom("experiment").selectAll().where(wanted).execute();
  const tagRows = await kysely
    .selectFrom("experiment_tag")
    .selectAll()
    .where(wanted)
    .orderBy("key")
    .execute();
  const tags = groupBy(tagRows, (tag) => tag.experiment_id);
  const byNumber = new Map(rows.map((row) => [row.experiment_id, row]));
  return numbers.flatMap((number) => {
    const row = byNumber.get(number);
    if (row === undefined) return [];
    return {
      experimentId: String(number),
      name: row.name,
      artifactLocation: row.artifact_location,
      lifecycleStage: row.lifecycle_stage,
      creationTime: row.creation_time,
      lastUpdateTime: row.last_update_time,
      tags: (tags.get(number) ?? []).map(({ key, value }) => ({ key, value })),
    };
  });
}

export async function renameExperiment(
  metadata: Metadata,
  experimentId: string,
  name: string,
  now: number,
): Promise<void> {
  checkExperimentName(name);
  await inTransaction(metadata, async (transaction) => {
    const experiment = await getExperiment(transaction, experimentId);
    if (experiment.lifecycleStage !== "active") {
      throw new StoreError("INVALID_STATE", "Cannot rename a non-active experiment.");
    }
    const existing = await findByName(transaction, name);
    if (existing !== undefined && String(existing.experiment_id) !== experimentId) {
      throw nameTaken(name, existing.lifecycle_stage);
    }
    await transaction.kysely
      .updateTable("experiment")
      .set({ name, last_update_time: now })
      .where("experiment_id", "=", experimentNumber(experimentId))
      .execute();
  });
}

/** Deletes or restores an experiment and its runs; nothing is lost. */
export async function setExperimentStage(
  metadata: Metadata,
  experimentId: string,
  stage: LifecycleStage,
  now: number,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    const experiment = await getExperiment(transaction, experimentId);
    if (experiment.lifecycleStage === stage) {
      throw missing(
        stage === "deleted"
          ? `No Experiment with id=${experimentId} exists`
          : `Experiment ${experimentId} is not deleted, so there is nothing to restore.`,
      );
    }
    const number = experimentNumber(experimentId);
    await transaction.kysely
      .updateTable("experiment")
      .set({ lifecycle_stage: stage, last_update_time: now })
      .where("experiment_id", "=", number)
      .execute();
    await transaction.kysely
      .updateTable("run")
      .set({ lifecycle_stage: stage })
      .where("experiment_id", "=", number)
      .execute();
  });
}

export async function setExperimentTag(
  metadata: Metadata,
  experimentId: string,
  tag: KeyValue,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await requireActiveExperiment(transaction, experimentId);
    await writeTag(transaction, experimentNumber(experimentId), tag);
  });
}

export async function deleteExperimentTag(
  metadata: Metadata,
  experimentId: string,
  key: string,
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    await requireActiveExperiment(transaction, experimentId);
    const { numDeletedRows } = await transaction.kysely
      .deleteFrom("experiment_tag")
      .where("experiment_id", "=", experimentNumber(experimentId))
      .where("key", "=", key)
      .executeTakeFirst();
    if (numDeletedRows === 0n)
      throw missing(`No tag with name: ${key} in experiment with id ${experimentId}`);
  });
}

export async function requireActiveExperiment(metadata: Metadata, experimentId: string): Promise<Experiment> {
  const experiment = await getExperiment(metadata, experimentId);
  if (experiment.lifecycleStage === "active") return experiment;
  throw invalid(
    `The experiment ${experimentId} must be in the 'active' state. Current state is ${experiment.lifecycleStage}.`,
  );
}

function findByName({ kysely }: Metadata, name: string) {
  return kysely
    .selectFrom("experiment")
    .select(["experiment_id", "name", "lifecycle_stage"])
    .where("name", "=", name)
    .executeTakeFirst();
}

async function writeTag({ kysely }: Metadata, experiment: number, { key, value }: KeyValue): Promise<void> {
  checkText("key", key, MAX_KEY_LENGTH);
  checkText("value", value, MAX_EXPERIMENT_TAG_LENGTH);
  await kysely
    .insertInto("experiment_tag")
    .values({ experiment_id: experiment, key, value })
    .onConflict((conflict) => conflict.columns(["experiment_id", "key"]).doUpdateSet({ value }))
    .execute();
}

function nameTaken(name: string, stage: LifecycleStage): StoreError {
  const deleted = "in deleted state: restore it, or delete it for good, before using its name again";
  return new StoreError(
    "RESOURCE_ALREADY_EXISTS",
    `Experiment '${name}' already exists${stage === "deleted" ? `, ${deleted}` : ""}.`,
  );
}
