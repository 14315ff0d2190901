// What LMDB says when it cannot write, said with the way out.
import { OnlineStoreError } from "../online-store-error.ts";

export function writeError(error: unknown): unknown {
  if (error instanceof OnlineStoreError) return error;
  const text = String(error instanceof Error ? (error.stack ?? error.message) : error);
  if (/No space left|ENOSPC|MDB_MAP_FULL|File too large|disk quota/i.test(text)) {
    return new OnlineStoreError(
      "full",
      "The disk of the online store is full; what was served before is still served.",
      "Free some space (a materialization needs about as much again as its view holds) and run it again.",
      { cause: error },
    );
  }
  return error;
}
