// Runs: created, updated, deleted and restored.
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid, missing, StoreError } from "../database/store-error.ts";
import { RUN_NAME_TAG, requireActiveRun } from "./active-run.ts";
import { requireActiveExperiment } from "./experiments.ts";
import { writeTags } from "./params-and-tags.ts";
import { readRunInfo } from "./read-runs.ts";
import type { KeyValue, LifecycleStage, RunInfo, RunStatus } from "./records.ts";
import { runNameOf } from "./run-name.ts";
import { checkRunId, checkText, experimentNumber, MAX_VALUE_LENGTH } from "./validate-names.ts";

export interface NewRun {
  readonly runId: string;
  readonly experimentId: string;
  readonly name?: string;
  readonly userId?: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly tags?: readonly KeyValue[];
}

export async function createRun(metadata: Metadata, wanted: NewRun): Promise<RunInfo> {
  checkRunId(wanted.runId);
  const tags = new Map((wanted.tags ?? []).map(({ key, value }) => [key, value]));
  const tagged = tags.get(RUN_NAME_TAG);
  if (wanted.name && tagged !== undefined && wanted.name !== tagged) {
    throw invalid(
      `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values ` +
        `(run_name='${wanted.name}', mlflow.runName='${tagged}').`,
    );
  }
  const name = checkText("run_name", wanted.name || tagged || runNameOf(wanted.runId), MAX_VALUE_LENGTH);
  tags.set(RUN_NAME_TAG, name);
  return inTransaction(metadata, async (transaction) => {
    const experiment = await requireActiveExperiment(transaction, wanted.experimentId);
    const inserted = await transaction.kysely
      .insertInto("run")
      .values({
        run_id: wanted.runId,
        experiment_id: experimentNumber(wanted.experimentId),
        name,
        user_id: wanted.userId ?? "",
        status: "RUNNING",
        start_time: wanted.startTime,
        end_time: null,
        lifecycle_stage: "active",
        artifact_uri: `${experiment.artifactLocation}/${wanted.runId}/artifacts`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("seq")
      .executeTakeFirst();
    if (inserted === undefined) {
      throw new StoreError("RESOURCE_ALREADY_EXISTS", `Run '${wanted.runId}' already exists.`);
    }
    await writeTags(
      transaction,
      inserted.seq,
      Array.from(tags, ([key, value]) => ({ key, value })),
    );
    return readRunInfo(transaction, wanted.runId);
  });
}

export interface RunChange {
  readonly status?: RunStatus;
  readonly endTime?: number;
  readonly name?: string;
}

export async function updateRun(metadata: Metadata, runId: string, change: RunChange): Promise<RunInfo> {
  return inTransaction(metadata, async (transaction) => {
    const seq = await requireActiveRun(transaction, runId);
    const { status, endTime, name } = change;
    const changes = {
      ...(status === undefined ? {} : { status }),
      ...(endTime === undefined ? {} : { end_time: endTime }),
    };
    if (Object.keys(changes).length > 0) {
      await transaction.kysely.updateTable("run").set(changes).where("seq", "=", seq).execute();
    }
    // An empty name means "leave it", as in MLflow.
    if (name) await writeTags(transaction, seq, [{ key: RUN_NAME_TAG, value: name }]);
    return readRunInfo(transaction, runId);
  });
}

/** Deletes (softly) or restores a run; doing it twice is the same as once. */
export async function setRunStage(metadata: Metadata, runId: string, stage: LifecycleStage): Promise<void> {
  const { numUpdatedRows } = await metadata.kysely
    .updateTable("run")
    .set({ lifecycle_stage: stage })
    .where("run_id", "=", runId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw missing(`Run with id=${runId} not found`);
}
