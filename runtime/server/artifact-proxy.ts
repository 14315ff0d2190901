// MLflow's artifact proxy: files stream through the server to and from the artifact store, never held whole.
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Context, Hono } from "hono";
import { invalid, StoreError } from "../database/store-error.ts";
import { checkArtifactPath } from "../tracking/artifacts/artifact-path.ts";
import type { Role } from "./authorize.ts";
import { requireUnneeded } from "./needed-artifacts.ts";
import type { ServerContext } from "./route.ts";
import { fileMessages } from "./wire/artifact-messages.ts";
import { pageMessage } from "./wire/tracking-messages.ts";

export interface ProxyOptions {
  readonly guard: (request: Context, needed: Role) => unknown;
  /** Bytes of the largest file taken. */
  readonly maxArtifact: number;
}

export function mountArtifactProxy(
  app: Hono,
  prefix: string,
  context: ServerContext,
  options: ProxyOptions,
): void {
  const { artifacts, now } = context;
  const root = `${prefix}/mlflow-artifacts/artifacts`;

  app.get(root, async (request) => {
    options.guard(request, "reader");
    const path = request.req.query("path") ?? "";
    if (path !== "") checkArtifactPath(path);
    return request.json(pageMessage("files", fileMessages(await artifacts.list(path), ""), null));
  });

  app.put(`${root}/*`, async (request) => {
    options.guard(request, "writer");
    const path = artifactPath(request, root);
    const body = request.req.raw.body;
    const bytes = body === null ? Readable.from([]) : Readable.fromWeb(body as WebStream);
    const announced = request.req.header("content-length");
    const { size } = await artifacts.put(path, bytes, now(), options.maxArtifact);
    if (announced !== undefined && Number(announced) !== size) {
      await artifacts.remove(path);
      throw invalid(
        `The upload of '${path}' was cut off after ${size} of ${announced} bytes: send it again.`,
      );
    }
    return request.json({});
  });

  app.get(`${root}/*`, async (request) => {
    options.guard(request, "reader");
    const path = artifactPath(request, root);
    const { stream, size, digest } = await artifacts.open(path);
    const name = encodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
    return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(size),
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
        // What a browser is given here was written by others: it must not run it.
        "x-content-type-options": "nosniff",
        etag: `"${digest}"`,
      },
    });
  });

  app.delete(`${root}/*`, async (request) => {
    options.guard(request, "writer");
    const path = artifactPath(request, root);
    await requireUnneeded(context.metadata, path);
    await artifacts.remove(path);
    return request.json({});
  });

  const unsupported = () => {
    throw new StoreError(
      "NOT_IMPLEMENTED",
      "Multipart upload is not supported for the current artifact repository: files are streamed in one request.",
    );
  };
  app.post(`${prefix}/mlflow-artifacts/mpu/*`, unsupported);
  app.get(`${prefix}/mlflow-artifacts/presigned/*`, unsupported);
}

function artifactPath(request: Context, root: string): string {
  const encoded = request.req.path.slice(root.length + 1);
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw invalid(`Invalid artifact path: '${encoded}' is not URL-encoded.`);
  }
  return checkArtifactPath(path);
}
