// Which names and values the tracking store takes, with MLflow's limits.
import { posix } from "node:path";
import { invalid } from "../database/store-error.ts";

export const MAX_KEY_LENGTH = 250;
export const MAX_EXPERIMENT_NAME_LENGTH = 500;
export const MAX_EXPERIMENT_TAG_LENGTH = 20_000;
/** Bytes of JavaScript text; the MLflow interface cuts params and tags shorter than this. */
export const MAX_VALUE_LENGTH = 1_048_576;

// SQLite's client cuts a text at NUL and PostgreSQL refuses it, so that neither may ever see one.
export function checkText(what: string, text: string, limit: number): string {
  if (text.includes("\0")) throw invalid(`Invalid value for ${what}: it contains a NUL character.`);
  if (text.length > limit) {
    throw invalid(`'${what}' exceeds the maximum length of ${limit} characters (it has ${text.length}).`);
  }
  return text;
}

/** The name of a metric, a param or a tag: readable as a relative file path that means itself. */
export function checkKey(what: string, key: string): string {
  if (key === "")
    throw invalid(`Invalid value "" for parameter '${what}' supplied: a key name must be provided.`);
  if (!/^[/\p{L}\p{N}_.\- :]*$/u.test(key)) {
    throw invalid(
      `Invalid value ${JSON.stringify(key)} for parameter '${what}' supplied: Names may only contain alphanumerics, ` +
        "underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).",
    );
  }
  const normal = posix.normalize(key);
  if (normal !== key || normal === "." || /^(\.\.|\/)/.test(normal) || key.endsWith("/")) {
    throw invalid(
      `Invalid value ${JSON.stringify(key)} for parameter '${what}' supplied: Names may be treated as files in certain ` +
        `cases, and must not resolve to other names when treated as such. This name would resolve to '${normal}'`,
    );
  }
  return checkText(what, key, MAX_KEY_LENGTH);
}

export function checkExperimentName(name: string): string {
  if (name === "") throw invalid("Invalid experiment name: ''");
  return checkText("name", name, MAX_EXPERIMENT_NAME_LENGTH);
}

/** MLflow's client may choose the id of a run itself; ours are 32 hexadecimal digits. */
export function checkRunId(runId: string): string {
  if (!/^[a-zA-Z0-9][\w-]{0,255}$/.test(runId)) throw invalid(`Invalid run ID: '${runId}'`);
  return runId;
}

/** The number behind an experiment id; ids that cannot be one name nothing, so they read as -1. */
export function experimentNumber(experimentId: string): number {
  if (!/^[a-zA-Z0-9][\w-]{0,63}$/.test(experimentId))
    throw invalid(`Invalid experiment ID: '${experimentId}'`);
  const number = Number(experimentId);
  return /^\d+$/.test(experimentId) && Number.isSafeInteger(number) ? number : -1;
}
