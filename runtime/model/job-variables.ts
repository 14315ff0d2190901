// A training job as environment variables: what a trainer in any language can read without a parser.
import { join } from "node:path";
import {
  DATA_VARIABLE,
  HOLDOUT_VARIABLE,
  JOB_VARIABLE,
  LABEL_VARIABLE,
  OUTPUT_VARIABLE,
  PARAMS_VARIABLE,
  SCHEMA_FILE,
  SCHEMA_VARIABLE,
  SEED_VARIABLE,
  type TrainingJob,
} from "./training-job.ts";

/** `BIFOLD_SCHEMA` is a JSON file of the columns, `BIFOLD_PARAMS` JSON itself. */
export function jobVariables(job: TrainingJob, jobFile: string): Readonly<Record<string, string>> {
  return {
    [JOB_VARIABLE]: jobFile,
    [DATA_VARIABLE]: job.data,
    [SCHEMA_VARIABLE]: join(job.output, SCHEMA_FILE),
    [PARAMS_VARIABLE]: JSON.stringify(job.params),
    [OUTPUT_VARIABLE]: job.output,
    [LABEL_VARIABLE]: job.label,
    [SEED_VARIABLE]: String(job.seed),
    ...(job.holdout === null ? {} : { [HOLDOUT_VARIABLE]: job.holdout.from }),
  };
}
