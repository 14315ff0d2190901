// Who fills a view at the moment: one writer at a time, and a dead writer's place is free at once.
import { hostname } from "node:os";
import type { ViewVersion } from "./contract.ts";
import { OnlineStoreError } from "./online-store-error.ts";

export const LEASE_MS = 30_000;
export const RENEW_MS = 10_000;

export interface Lease {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export function newLease(now: number): Lease {
  return { token: crypto.randomUUID(), pid: process.pid, host: hostname(), since: now };
}

/** Whether the holder was a process of this machine that is gone; another machine's we cannot ask. */
export function holderIsDead(lease: Lease): boolean {
  if (lease.host !== hostname()) return false;
  try {
    process.kill(lease.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

export function busy({ view }: ViewVersion, { pid, host, since }: Lease): OnlineStoreError {
  return new OnlineStoreError(
    "busy",
    `View '${view}' is being materialized by process ${pid} on ${host} since ${new Date(since).toISOString()}.`,
    `Wait until it is done; if it died on another machine, its place is free after ${LEASE_MS / 1000} seconds.`,
  );
}

export function leaseLost({ view }: ViewVersion, cause?: unknown): OnlineStoreError {
  return new OnlineStoreError(
    "lease_lost",
    `View '${view}' was taken over by another writer, or the store lost what was written; nothing of it is served.`,
    "Run the materialization again.",
    cause === undefined ? undefined : { cause },
  );
}
