// Readers of one request field each, called by generated `parse` functions: they check, report and never throw.
import { parseInstant } from "../../compiler/library/time-text.ts";
import type { RequestProblem } from "./contract.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";

const LONE_SURROGATE = /\p{Surrogate}/u;
/** A hostile body may hold a hundred thousand unknown names: comparing all of them would stall the process. */
const MOST_HINTS = 100;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

/** What a value is called in messages. */
function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a string";
  if (typeof value === "number") return "a number";
  return "a boolean";
}

/** `at` is the instance's own path, "" for the body; a number is the place of a list's item. */
export function pathOf(at: string, name: string | number): string {
  if (typeof name === "number") return `${at}[${name}]`;
  const short = name.length > 100 ? `${name.slice(0, 100)}...` : name;
  if (!IDENTIFIER.test(short)) return `${at === "" ? "$" : at}[${JSON.stringify(short)}]`;
  return at === "" ? short : `${at}.${short}`;
}

export function report(problems: RequestProblem[], at: string, name: string | number, message: string): void {
  problems.push({ path: pathOf(at, name), message });
}

export function refuse(
  value: unknown,
  wanted: string,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): void {
  const message = value === undefined ? `is missing: ${wanted}` : `must be ${wanted}, not ${nameOf(value)}`;
  report(problems, at, name, message);
}

/** The instance as a record, or null with a problem. */
export function readRecord(
  body: unknown,
  at: string,
  problems: RequestProblem[],
): Readonly<Record<string, unknown>> | null {
  if (typeof body === "object" && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  problems.push({ path: at === "" ? "$" : at, message: `must be an object, not ${nameOf(body)}` });
  return null;
}

/** One problem for each property that is not in `known`. */
export function refuseUnknown(
  body: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: string,
  problems: RequestProblem[],
): void {
  for (const name of Object.keys(body)) {
    if (known.includes(name)) continue;
    const near = problems.length < MOST_HINTS ? nearestName(name, known) : null;
    const hint = near === null ? `the fields are ${known.join(", ")}` : `did you mean ${near}?`;
    report(problems, at, name, `is not a field of this deployment: ${hint}`);
  }
}

/** Well-formed Unicode; "" after a problem. */
export function readString(
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): string {
  if (typeof value !== "string") refuse(value, "a string", at, name, problems);
  else if (LONE_SURROGATE.test(value)) report(problems, at, name, "holds half of a surrogate pair");
  else if (value.charCodeAt(0) === 0xfeff)
    report(problems, at, name, "must not start with a byte order mark");
  else return value;
  return "";
}

/** A finite number; 0 after a problem. */
export function readFloat64(
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): number {
  if (typeof value !== "number") refuse(value, "a number", at, name, problems);
  else if (!Number.isFinite(value)) report(problems, at, name, "is too large for a float64");
  else return value;
  return 0;
}

/** A whole number up to 2^53 - 1 either way; 0 after a problem. */
export function readInt64(
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): number {
  if (Number.isSafeInteger(value)) return (value as number) + 0;
  if (typeof value !== "number") refuse(value, "an integer", at, name, problems);
  else if (Number.isInteger(value) || !Number.isFinite(value)) {
    report(problems, at, name, "is beyond 2^53 - 1, where integers stop being exact");
  } else report(problems, at, name, `must be an integer, not ${value}`);
  return 0;
}

/** true or false; false after a problem. */
export function readBool(
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): boolean {
  if (typeof value === "boolean") return value;
  refuse(value, "true or false", at, name, problems);
  return false;
}

/** ISO 8601 text with a zone, such as 2026-01-31T17:05:00Z, as microseconds since 1970; 0 after a problem. */
export function readTimestamp(
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
): number {
  if (typeof value !== "string") {
    refuse(value, "a timestamp such as 2026-01-31T17:05:00Z", at, name, problems);
    return 0;
  }
  const instant = parseInstant(value);
  if (instant === null) {
    report(
      problems,
      at,
      name,
      "is not an ISO 8601 timestamp such as 2026-01-31T17:05:00Z (up to microseconds)",
    );
    return 0;
  }
  if (ZONE.test(value)) return instant;
  report(problems, at, name, "has no time zone: add Z, or an offset such as +02:00");
  return 0;
}

/** Checks one value, pushes what is wrong with it, and answers a value of the type in any case. */
export type FieldReader<Result> = (
  value: unknown,
  at: string,
  name: string | number,
  problems: RequestProblem[],
) => Result;

/** A field that may be null or left out: both are null. */
export function readNullable<Result>(
  read: FieldReader<Result>,
  value: unknown,
  at: string,
  name: string,
  problems: RequestProblem[],
): Result | null {
  return value === null || value === undefined ? null : read(value, at, name, problems);
}
