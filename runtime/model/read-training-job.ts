// What a TypeScript trainer calls first: reads the job that Bifold started it with.
import { readFileSync } from "node:fs";
import { JOB_VARIABLE, type TrainingJob } from "./training-job.ts";

/** @throws Error with the way out if there is no job, or one of another version. */
export function readTrainingJob(
  env: Readonly<Record<string, string | undefined>> = process.env,
): TrainingJob {
  const file = env[JOB_VARIABLE];
  if (file === undefined || file === "") {
    throw new Error(`${JOB_VARIABLE} is not set: a trainer is started by \`bifold train MODEL\``);
  }
  const job = JSON.parse(readFileSync(file, "utf8")) as TrainingJob;
  if (job.version !== 1)
    throw new Error(`${file} is a training job of version ${job.version}; version 1 is understood`);
  return job;
}
