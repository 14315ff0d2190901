// What a handler answers, before it becomes an HTTP response.
import type { ServingError } from "./serving-error.ts";

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  /** Beyond the content type. */
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = "application/json";

/** `body` is JSON text. */
export function jsonReply(body: string, status = 200): Reply {
  return { status, body, contentType: JSON_TYPE };
}

/** `{"error": {"code", "message", "problems"?}}`; the cause stays here. */
export function errorReply(error: ServingError): Reply {
  const { problems, retryAfterSeconds, allow, closeConnection } = error.details;
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers["Retry-After"] = String(retryAfterSeconds);
  if (allow !== undefined) headers.Allow = allow;
  if (closeConnection === true) headers.Connection = "close";
  const body = JSON.stringify({ error: { code: error.code, message: error.message, problems } });
  return { status: error.status, body, contentType: JSON_TYPE, headers };
}
