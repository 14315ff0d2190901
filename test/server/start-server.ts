// A tracking server on a free port over a fresh store, and a client that speaks JSON to it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ListenOptions, listen } from "../../runtime/server/listen.ts";
import { artifactStore, type StorageQuota } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { metadataPlace } from "../tracking/metadata-place.ts";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked by the assertions on them.
  readonly body: any;
}

export async function startServer(options: Partial<ListenOptions> = {}, quota: StorageQuota = {}) {
  const folder = await mkdtemp(join(tmpdir(), "bifold-server-"));
  const metadata = await (await metadataPlace(folder)).open();
  const artifacts = artifactStore(metadata, localBlobStore(join(folder, "artifacts")), quota);
  const problems: unknown[] = [];
  const { url, close } = await listen({
    metadata,
    artifacts,
    now: Date.now,
    newId: newRunId,
    port: 0,
    report: (problem) => problems.push(problem),
    ...options,
  });
  const ask = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text,
    };
  };
  return {
    url,
    metadata,
    artifacts,
    problems,
    ask,
    post: (path: string, body: unknown, headers = {}) =>
      ask("POST", `/api/2.0/mlflow/${path}`, body, headers),
    get: (path: string, headers = {}) => ask("GET", `/api/2.0/mlflow/${path}`, undefined, headers),
    stop: async () => {
      await close();
      await metadata.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type ServerUnderTest = Awaited<ReturnType<typeof startServer>>;
