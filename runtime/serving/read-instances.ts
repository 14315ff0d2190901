// From a body's text to checked instances: one object, or {"instances": [...]}.
import type { GeneratedDeployment, RequestProblem } from "./contract.ts";
import { ServingError } from "./serving-error.ts";

export interface Instances {
  readonly rows: readonly unknown[];
  /** Whether the body was a list of instances: the answer has the same shape. */
  readonly batch: boolean;
}

/** Problems reported in one answer; what is beyond is only counted. */
const MOST_PROBLEMS = 100;

export function readInstances(deployment: GeneratedDeployment, text: string, limit: number): Instances {
  const body = parseJson(text);
  const list = listOf(deployment, body);
  const problems: RequestProblem[] = [];
  if (list === null) {
    const row = deployment.parse(body, "", problems);
    refuse(problems);
    return { rows: [row], batch: false };
  }
  if (list.length > limit) {
    throw new ServingError(
      413,
      "too_many_instances",
      `The body holds ${list.length} instances where ${limit} are the most: send them in several requests.`,
    );
  }
  if (list.length === 0)
    problems.push({ path: "instances", message: "is empty: send at least one instance" });
  const rows = list.map((instance, index) => deployment.parse(instance, `instances[${index}]`, problems));
  refuse(problems);
  return { rows, batch: true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServingError(400, "invalid_json", `The body is not JSON: ${reason}.`, { cause });
  }
}

/** Fields are scalars, so a list called "instances" can only be the batch form. */
function listOf(deployment: GeneratedDeployment, body: unknown): readonly unknown[] | null {
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, "instances")) return null;
  const { instances, ...others } = body as { instances: unknown };
  if (!Array.isArray(instances)) {
    if (deployment.requestFields.some((field) => field.name === "instances")) return null;
    refuse([{ path: "instances", message: "must be a list of instances" }]);
  }
  refuse(
    Object.keys(others).map((path) => ({ path, message: "cannot stand beside instances: put it into each" })),
  );
  return instances as unknown[];
}

function refuse(problems: readonly RequestProblem[]): void {
  if (problems.length === 0) return;
  const faults = problems.length === 1 ? "1 fault" : `${problems.length} faults`;
  const more = problems.length > MOST_PROBLEMS ? `; the first ${MOST_PROBLEMS} are listed` : "";
  throw new ServingError(422, "invalid_request", `The request has ${faults}${more}.`, {
    problems: problems.slice(0, MOST_PROBLEMS),
  });
}
