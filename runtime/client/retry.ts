// Tries again what may succeed later: no answer, a server that is busy or away. Every request sent so may be repeated.
import { setTimeout as pause } from "node:timers/promises";
import { TrackingError } from "./tracking-error.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const PASSING_STATUS = [408, 429, 502, 503, 504];
/** An unexplained failure of the server is seldom cured by time. */
const TRIES_OF_FAILURE = 3;
/** A blip is over by then, and not worth a word. */
const TOLD_AFTER = 3;

export interface RetryOptions {
  /** How long to go on trying, in milliseconds. */
  readonly patience: number;
  readonly now: () => number;
  /** From 0 up to 1: spreads many clients over time. */
  readonly random: () => number;
  /** Told once of each request that is waited for, with what was answered so far. */
  readonly onWait?: (error: unknown) => void;
}

/** `work` gets the number of its try, from 1. */
export async function retry<Result>(
  { patience, now, random, onWait }: RetryOptions,
  work: (tries: number) => Promise<Result>,
): Promise<Result> {
  const deadline = now() + patience;
  for (let tries = 1; ; tries++) {
    try {
      return await work(tries);
    } catch (error) {
      const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);
      if (!mayPass(error, tries) || now() + wait > deadline) throw error;
      if (tries === TOLD_AFTER) onWait?.(error);
      await pause(wait);
    }
  }
}

/** Whether the server never saw the request, or may take it another time. */
export function mayPass(error: unknown, tries: number): boolean {
  if (!(error instanceof TrackingError)) return false;
  if (error.status === null) return true;
  // MLflow answers 500 to a request that the state of a run forbids.
  if (error.status === 500) return error.code !== "INVALID_STATE" && tries < TRIES_OF_FAILURE;
  return PASSING_STATUS.includes(error.status);
}
