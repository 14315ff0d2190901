// Reads a request body under a hard limit: by its announced length first, then byte by byte as it arrives.
import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { ServingError } from "./serving-error.ts";

/** `incoming` is node's own request where there is one: reading it directly keeps the server's fast path. */
export async function readBody(
  request: Request,
  incoming: IncomingMessage | undefined,
  limit: number,
): Promise<string> {
  const headers = incoming?.headers ?? Object.fromEntries(request.headers);
  checkType(headers["content-type"], headers["content-encoding"]);
  if (Number(headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const bytes =
    incoming === undefined ? await collect(request, limit) : await collectIncoming(incoming, limit);
  if (bytes.length === 0) {
    throw new ServingError(
      400,
      "empty_body",
      'The body is empty: send one instance, or {"instances": [...]}.',
    );
  }
  if (!isUtf8(bytes)) throw new ServingError(400, "invalid_json", "The body is not UTF-8.");
  return bytes.toString();
}

/** No content type at all is taken for JSON. */
function checkType(type: string | undefined, encoding: string | undefined): void {
  if (
    type !== undefined &&
    type !== "application/json" &&
    !/^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)
  ) {
    throw new ServingError(
      415,
      "unsupported_media_type",
      `The body must be JSON, not ${type}: send the header "Content-Type: application/json".`,
    );
  }
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new ServingError(
      415,
      "unsupported_encoding",
      `Content-Encoding ${encoding} is not read: send plain JSON.`,
    );
  }
}

function tooLarge(limit: number): ServingError {
  return new ServingError(
    413,
    "body_too_large",
    `The body is larger than ${limit} bytes: send fewer instances.`,
    {
      closeConnection: true,
    },
  );
}

function collectIncoming(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Listeners stay: what arrives after the promise is settled finds nobody waiting.
    incoming.on("data", (chunk: Buffer) => {
      if (size > limit) return;
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) reject(tooLarge(limit));
    });
    incoming.on("end", () => {
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    incoming.on("error", () => reject(incomplete()));
    incoming.on("close", () => reject(incomplete()));
    if (incoming.destroyed) reject(incomplete());
  });
}

function incomplete(): ServingError {
  return new ServingError(400, "incomplete_body", "The connection closed before the body was complete.");
}

async function collect(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
