// What went into a run and what came out: datasets, input models and output models.
import { sql } from "../database/kysely.ts";
import { toInt64 } from "../database/dialect.ts";
import { groupBy } from "../database/group-by.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import type { Dataset, DatasetInput, ModelOutput } from "./records.ts";
import { requireActiveRun } from "./active-run.ts";
import { checkText } from "./validate-names.ts";

export interface RunInputs {
  readonly datasets?: readonly DatasetInput[];
  readonly models?: readonly string[];
}

/** Records inputs; the same dataset (name and digest) of an experiment is stored once. */
export async function logInputs(metadata: Metadata, runId: string, inputs: RunInputs): Promise<void> {
  for (const { dataset } of inputs.datasets ?? []) checkDataset(dataset);
  await inTransaction(metadata, async (transaction) => {
    const runSeq = await requireActiveRun(transaction, runId);
    for (const input of inputs.datasets ?? []) await writeDatasetInput(transaction, runSeq, input);
    for (const model_id of inputs.models ?? []) {
      await transaction.kysely
        .insertInto("model_input")
        .values({ run_seq: runSeq, model_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

export async function logOutputs(
  metadata: Metadata,
  runId: string,
  models: readonly ModelOutput[],
): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    const runSeq = await requireActiveRun(transaction, runId);
    for (const { modelId, step } of models) {
      await sql`INSERT INTO model_output (run_seq, model_id, step) VALUES (${runSeq}, ${modelId}, ${step})
        ON CONFLICT (run_seq, model_id) DO UPDATE SET step = excluded.step`.execute(transaction.kysely);
    }
  });
}

async function writeDatasetInput({ kysely }: Metadata, runSeq: number, { dataset, tags }: DatasetInput) {
  const { rows } = await sql<{ seq: number }>`INSERT INTO dataset
      (experiment_id, name, digest, source_type, source, schema, profile)
    SELECT experiment_id, CAST(${dataset.name} AS TEXT), CAST(${dataset.digest} AS TEXT),
      CAST(${dataset.sourceType} AS TEXT), CAST(${dataset.source} AS TEXT),
      CAST(${dataset.schema} AS TEXT), CAST(${dataset.profile} AS TEXT)
    FROM run WHERE seq = ${runSeq}
    ON CONFLICT (experiment_id, name, digest) DO UPDATE SET name = excluded.name
    RETURNING seq`.execute(kysely);
  const dataset_seq = rows[0]?.seq ?? 0;
  await kysely
    .insertInto("dataset_input")
    .values({ run_seq: runSeq, dataset_seq })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const { key, value } of tags) {
    await kysely
      .insertInto("dataset_input_tag")
      .values({
        run_seq: runSeq,
        dataset_seq,
        key: checkText("key", key, 255),
        value: checkText("value", value, 500),
      })
      .onConflict((conflict) => conflict.columns(["run_seq", "dataset_seq", "key"]).doUpdateSet({ value }))
      .execute();
  }
}

/** Inputs and outputs of many runs, by the short keys of the runs. */
export async function readInputs({ kysely, dialect }: Metadata, seqs: readonly number[]) {
  const ofRuns = dialect.isAnyOf(sql.ref("run_seq"), seqs);
  const inputRows = await kysely
    .selectFrom("dataset_input")
    .innerJoin("dataset", "dataset.seq", "dataset_input.dataset_seq")
    .select(["run_seq", "dataset_seq", "name", "digest", "source_type", "source", "schema", "profile"])
    .where(ofRuns)
    .orderBy("dataset_seq")
    .execute();
  const tagRows =
    inputRows.length === 0
      ? []
      : await kysely.selectFrom("dataset_input_tag").selectAll().where(ofRuns).orderBy("key").execute();
  const tags = groupBy(tagRows, (tag) => `${tag.run_seq}/${tag.dataset_seq}`);
  const modelRows = await kysely.selectFrom("model_input").selectAll().where(ofRuns).execute();
  const outputRows = await sql<{ run_seq: number; model_id: string; step: number | string }>`
    SELECT run_seq, model_id, ${dialect.int64(sql.ref("step"))} AS step FROM model_output WHERE ${ofRuns}
  `.execute(kysely);
  const inputOf = (row: (typeof inputRows)[number]): DatasetInput => ({
    dataset: {
      name: row.name,
      digest: row.digest,
      sourceType: row.source_type,
      source: row.source,
      schema: row.schema,
      profile: row.profile,
    },
    tags: (tags.get(`${row.run_seq}/${row.dataset_seq}`) ?? []).map(({ key, value }) => ({ key, value })),
  });
  const datasets = groupBy(inputRows, (row) => row.run_seq);
  const modelInputs = groupBy(modelRows, (row) => row.run_seq);
  const modelOutputs = groupBy(outputRows.rows, (row) => row.run_seq);
  return {
    datasetsOf: (seq: number): readonly DatasetInput[] => (datasets.get(seq) ?? []).map(inputOf),
    modelsInto: (seq: number): readonly string[] => (modelInputs.get(seq) ?? []).map((row) => row.model_id),
    modelsOutOf: (seq: number): readonly ModelOutput[] =>
      (modelOutputs.get(seq) ?? []).map((row) => ({ modelId: row.model_id, step: toInt64(row.step) })),
  };
}

function checkDataset(dataset: Dataset): void {
  checkText("name", dataset.name, 500);
  checkText("digest", dataset.digest, 36);
  checkText("source", dataset.source, 65_535);
  checkText("schema", dataset.schema ?? "", 1_048_575);
  checkText("profile", dataset.profile ?? "", 16_777_215);
}
