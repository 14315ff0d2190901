// Finds a run that is to be written to.
import type { Metadata } from "../database/metadata-database.ts";
import { invalid, missing } from "../database/store-error.ts";

/** MLflow keeps the name of a run as this tag too. */
export const RUN_NAME_TAG = "mlflow.runName";

/** The short key of a run that takes writes; a deleted run takes none. */
export async function requireActiveRun({ kysely }: Metadata, runId: string): Promise<number> {
  const run = await kysely
    .selectFrom("run")
    .select(["seq", "lifecycle_stage"])
    .where("run_id", "=", runId)
    .executeTakeFirst();
  if (run === undefined) throw missing(`Run with id=${runId} not found`);
  if (run.lifecycle_stage !== "active") {
    throw invalid(`The run ${runId} must be in the 'active' state. Current state is ${run.lifecycle_stage}.`);
  }
  return run.seq;
}
