// Requests to a tracking server: JSON messages, and files streamed as they are read.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { text } from "node:stream/consumers";
import type { Connection } from "./connection.ts";
import { TrackingError } from "./tracking-error.ts";

const API = "/api/2.0/mlflow";
const ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
const ANSWER_MS = 60_000;

export type Message = Readonly<Record<string, unknown>>;

export interface ApiRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as data, so that it can also be sent when this process is about to end. */
export function messageRequest({ url, headers }: Connection, route: string, message: Message): ApiRequest {
  return {
    url: `${url}${API}/${route}`,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(message),
  };
}

/** @throws TrackingError with the server's own words. */
export async function post(connection: Connection, route: string, message: Message): Promise<Message> {
  const { url, headers, body } = messageRequest(connection, route, message);
  return send(url, { method: "POST", headers, body });
}

export async function get(
  { url, headers }: Connection,
  route: string,
  query: Readonly<Record<string, string>>,
): Promise<Message> {
  return send(`${url}${API}/${route}?${new URLSearchParams(query)}`, { method: "GET", headers });
}

/** Streams a file, or sends bytes, to a path of the artifact store. */
export async function putArtifact(
  { url, headers }: Connection,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const address = new URL(`${url}${ARTIFACTS}/${path.split("/").map(encodeURIComponent).join("/")}`);
  const size = typeof content === "string" ? (await stat(content)).size : content.byteLength;
  const request = (address.protocol === "https:" ? requestHttps : requestHttp)(address, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/octet-stream", "content-length": size },
    timeout: ANSWER_MS,
  });
  request.on("timeout", () => request.destroy(new Error("no answer in time")));
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
  });
  // A server that refuses answers before it has read everything: then its answer counts, not the broken pipe.
  const sent = size === 0 ? Promise.resolve(void request.end()) : pipeline(readerOf(content, size), request);
  sent.catch(() => {});
  const { status, body } = await answer.catch(async (cause: unknown) => {
    await sent.catch((problem: NodeJS.ErrnoException) => {
      if (problem.syscall === "open" || problem.syscall === "read") throw problem;
    });
    throw noAnswer(address.origin, cause);
  });
  if (status < 200 || status > 299) throw refusal(status, body);
}

/** The content of a path of the artifact store, as it arrives. */
export async function openArtifact({ url, headers }: Connection, path: string): Promise<Readable> {
  const address = new URL(`${url}${ARTIFACTS}/${path.split("/").map(encodeURIComponent).join("/")}`);
  const answer = await fetch(address, { headers }).catch((cause: unknown) => {
    throw noAnswer(address.origin, cause);
  });
  if (!answer.ok) throw refusal(answer.status, await answer.text());
  return answer.body === null ? Readable.from([]) : Readable.fromWeb(answer.body as WebStream);
}

/** Of a file that grows meanwhile, no more than was announced. */
function readerOf(content: string | Uint8Array, size: number): Readable {
  return typeof content === "string"
    ? createReadStream(content, { end: size - 1 })
    : Readable.from([content]);
}

async function send(url: string, options: RequestInit): Promise<Message> {
  let status: number;
  let body: string;
  try {
    const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(ANSWER_MS) });
    status = answer.status;
    body = await answer.text();
  } catch (cause) {
    throw noAnswer(new URL(url).origin, cause);
  }
  if (status < 200 || status > 299) throw refusal(status, body);
  const message = parse(body);
  if (message === null) {
    throw new TrackingError({
      message: `${new URL(url).origin} answered ${status}, but not as a tracking server does: ${body.slice(0, 100)}`,
      status,
    });
  }
  return message;
}

function refusal(status: number, body: string): TrackingError {
  const { error_code: code, message } = parse(body) ?? {};
  const said = typeof message === "string" ? message : body.slice(0, 200).trim();
  return new TrackingError({
    message: `The tracking server answered ${status}${said === "" ? "." : `: ${said}`}`,
    status,
    code: typeof code === "string" ? code : null,
  });
}

function noAnswer(origin: string, cause: unknown): TrackingError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const { code, message } = inner as { readonly code?: string; readonly message?: string };
  const why = message || code || String(cause);
  return new TrackingError({ message: `The tracking server ${origin} gave no answer: ${why}.` }, { cause });
}

function parse(body: string): Message | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Message) : null;
  } catch {
    return null;
  }
}
