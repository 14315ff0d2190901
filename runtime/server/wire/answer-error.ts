// Turns what went wrong into MLflow's error answer; the status decides whether a client tries again for minutes.
import { StoreError, type StoreErrorCode } from "../../database/store-error.ts";
import { writeJson } from "./write-json.ts";

// MLflow's own numbers, odd ones included: RESOURCE_ALREADY_EXISTS is 400, INVALID_STATE is 500.
const STATUS: Readonly<Record<StoreErrorCode, number>> = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  RESOURCE_CONFLICT: 409,
  RESOURCE_EXHAUSTED: 413,
  INVALID_STATE: 500,
  NOT_IMPLEMENTED: 501,
  QUOTA_EXCEEDED: 507,
};

export function answerError(problem: unknown, report: (problem: unknown) => void): Response {
  if (problem instanceof StoreError) {
    return answer(STATUS[problem.code], problem.code, problem.message);
  }
  report(problem);
  if (isPassing(problem)) {
    const why = "The server cannot store this now (the database is locked, away or out of space): try again.";
    return answer(503, "TEMPORARILY_UNAVAILABLE", why);
  }
  return answer(500, "INTERNAL_ERROR", "The server failed on this request; its log has the cause.");
}

// Locked, full or away: SQLite's codes, the system's, and PostgreSQL's for shutdown, connection and resources.
const PASSING =
  /^(SQLITE_BUSY|SQLITE_FULL|SQLITE_IOERR|ENOSPC|EDQUOT|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|53...|57P0.|40001|40P01)/;

/** What the driver of PostgreSQL says, without a code, of a connection that it lost or could not open. */
const LOST =
  /^Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed|Client has encountered a connection error/;

function isPassing(problem: unknown): boolean {
  const { code, message, syscall } = problem as { code?: unknown; message?: unknown; syscall?: unknown };
  if (typeof code === "string" && PASSING.test(code)) return true;
  // The socket file of a database on this machine is gone while it restarts.
  return (code === "ENOENT" && syscall === "connect") || LOST.test(String(message));
}

/** Clients fall back to older routes only on this code. */
export const unknownRoute = (path: string): Response =>
  answer(404, "ENDPOINT_NOT_FOUND", `There is no route ${path}.`);

function answer(status: number, error_code: string, message: string): Response {
  const headers = { "content-type": "application/json" };
  return new Response(writeJson({ error_code, message }), { status, headers });
}
