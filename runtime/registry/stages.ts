// MLflow's stages, a legacy of the time before aliases.
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid } from "../database/store-error.ts";
import { touchModel } from "./models.ts";
import type { ModelVersion } from "./records.ts";
import { getVersion, touchVersion } from "./versions.ts";

const STAGES = ["None", "Staging", "Production", "Archived"];

/** The stage in its own spelling; the case does not matter. */
export function checkStage(stage: string): string {
  const known = STAGES.find((name) => name.toLowerCase() === stage.toLowerCase());
  if (known === undefined) {
    throw invalid(`Invalid Model Version stage: ${stage}. Value must be one of ${STAGES.join(", ")}.`);
  }
  return known;
}

export interface Transition {
  readonly model: string;
  readonly version: number;
  readonly stage: string;
  /** Archive what is in that stage now. */
  readonly archiveExisting: boolean;
  readonly now: number;
}

export async function transitionStage(metadata: Metadata, transition: Transition): Promise<ModelVersion> {
  const { model, version, now } = transition;
  const stage = checkStage(transition.stage);
  if (transition.archiveExisting && stage !== "Staging" && stage !== "Production") {
    throw invalid(
      `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are Production, Staging`,
    );
  }
  return inTransaction(metadata, async (transaction) => {
    await touchModel(transaction, model, now);
    await touchVersion(transaction, model, version, now);
    if (transition.archiveExisting) {
      await transaction.kysely
        .updateTable("model_version")
        .set({ current_stage: "Archived", last_update_time: now })
        .where("model", "=", model)
        .where("current_stage", "=", stage)
        .where("version", "<>", version)
        .execute();
    }
    await transaction.kysely
      .updateTable("model_version")
      .set({ current_stage: stage })
      .where("model", "=", model)
      .where("version", "=", version)
      .execute();
    return getVersion(transaction, model, version);
  });
}
