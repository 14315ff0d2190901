// What a Redis server or its connection says when it refuses, said with the way out.
import { OnlineStoreError, type OnlineStoreReason } from "../online-store-error.ts";

interface Refusal {
  /** How the server's reply starts. */
  readonly starts: RegExp;
  readonly reason: OnlineStoreReason;
  readonly says: string;
  readonly hint: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    starts: /^OOM/,
    reason: "full",
    says: "has reached its memory limit",
    hint: "Raise maxmemory (a materialization needs about as much again as its view holds) and run it again.",
  },
  {
    starts: /^READONLY/,
    reason: "read_only",
    says: "is a read-only replica",
    hint: "Name the primary in the store's address.",
  },
  {
    starts: /^MISCONF/,
    reason: "read_only",
    says: "takes no writes because it cannot save to its disk",
    hint: "See the server's log, and free some space on its disk.",
  },
  {
    starts: /^(MOVED|ASK|CROSSSLOT|CLUSTERDOWN)/,
    reason: "configuration",
    says: "is a node of a Redis Cluster, and another node holds this project",
    hint: "Name the node that serves this project's hash slot, or a server without cluster mode.",
  },
  {
    starts: /^(NOAUTH|WRONGPASS|NOPERM)/,
    reason: "permission",
    says: "refuses this user",
    hint: "Put user and password into the store's address, with the right to read and write this project's keys.",
  },
];

/** What ioredis says of a connection, for those who do not know ioredis. */
const CONNECTION = [
  { says: /^Command timed out/, means: "it took too long" },
  { says: /max retries per request/, means: "the connection broke and could not be made again" },
  { says: /isn't writeable|Connection is closed/, means: "there is no connection" },
] as const;

/** `place` is host and port, never with credentials. */
export function redisError(error: unknown, place: string): unknown {
  if (error instanceof OnlineStoreError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const refusal = REFUSALS.find(({ starts }) => starts.test(text));
  if (refusal !== undefined) {
    const { reason, says, hint } = refusal;
    return new OnlineStoreError(reason, `The Redis server at ${place} ${says}.`, hint, { cause: error });
  }
  // Anything else that the server itself answers is our mistake.
  if (
    error instanceof Error &&
    error.name === "ReplyError" &&
    !/^(LOADING|MASTERDOWN|TRYAGAIN|BUSY)/.test(text)
  ) {
    return error;
  }
  const why = CONNECTION.find(({ says }) => says.test(text))?.means ?? text;
  return new OnlineStoreError(
    "unavailable",
    `The Redis server at ${place} does not answer: ${why}.`,
    "Start it, or correct the store's address in bifold.yaml.",
    { cause: error },
  );
}
