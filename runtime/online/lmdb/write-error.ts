// What LMDB says when it cannot write, said with the way out.
import { OnlineStoreError } from "../online-store-error.ts";

const EIO = 5;
const ENOSPC = 28;

/** A failed commit's promise carries another that says why; unwatched, either would end the process. */
export function watched<T>(written: Promise<T>): Promise<T> {
  written.catch((error: { readonly commitError?: Promise<unknown> }) => {
    error.commitError?.catch(() => {
      // Both are awaited where the batch is.
    });
  });
  return written;
}

export async function writeError(error: unknown): Promise<unknown> {
  if (error instanceof OnlineStoreError) return error;
  const { commitError } = error as { readonly commitError?: Promise<unknown> };
  const cause = commitError === undefined ? error : await commitError.catch((reason: unknown) => reason);
  const { code } = cause as { readonly code?: unknown };
  // A write that the disk cuts short is EIO to LMDB.
  if (code !== EIO && code !== ENOSPC) return cause;
  return new OnlineStoreError(
    "full",
    "The online store cannot be written: its disk is full or failing. What was served before is still served.",
    "Free some space (a materialization needs about as much again as its view holds) and run it again.",
    { cause },
  );
}
