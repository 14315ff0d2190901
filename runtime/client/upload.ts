// Sends files and folders of a trainer to the artifacts of its run.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Connection } from "./connection.ts";
import { putArtifact } from "./http.ts";
import type { OpenedRun } from "./open-run.ts";
import { type RetryOptions, retry } from "./retry.ts";
import { TrackingError } from "./tracking-error.ts";

export interface UploadOptions {
  readonly connection: Connection;
  readonly run: OpenedRun;
  readonly trying: RetryOptions;
}

export interface Upload {
  /** A file, or a folder with all in it; `target` is a path of the run, by default the file's own name. */
  readonly file: (file: string, target?: string) => Promise<void>;
  readonly bytes: (content: Uint8Array, target: string) => Promise<void>;
}

export function uploadTo({ connection, run, trying }: UploadOptions): Upload {
  const put = (target: string, content: string | Uint8Array): Promise<void> => {
    if (run.artifactRoot === null) {
      throw new TrackingError({
        message: `The tracking server does not store the artifacts of run ${run.runId} itself, so '${target}' cannot be sent to it.`,
      });
    }
    const place = `${run.artifactRoot}/${target}`;
    // Storing the same file again replaces it by itself, so a try may be repeated.
    return retry(trying, () => putArtifact(connection, place, content));
  };
  const sendAll = async (file: string, target: string): Promise<void> => {
    const found = await stat(file).catch((cause: unknown) => {
      throw new TrackingError({ message: `There is no file ${file} to log as '${target}'.` }, { cause });
    });
    if (!found.isDirectory()) return put(target, file);
    const entries = await readdir(file);
    for (const name of entries.sort()) await sendAll(path.join(file, name), `${target}/${name}`);
  };
  return {
    file: async (file, target = path.basename(path.resolve(file))) => sendAll(file, target),
    bytes: async (content, target) => put(target, content),
  };
}
