// A view's pointer as the stores keep it: the generation that is served, and the one before it.
import type { ActiveCut, BeginOptions } from "./contract.ts";
import { OnlineStoreError } from "./online-store-error.ts";

export interface Pointer extends ActiveCut {
  /** Kept for a step back; null for a first generation. */
  readonly previous: string | null;
}

export function pointerText(pointer: Pointer): string {
  return JSON.stringify(pointer);
}

export function parsePointer(text: string): Pointer {
  return JSON.parse(text) as Pointer;
}

export function activeCut({ generation, cut, rows, sourceDigest }: Pointer): ActiveCut {
  return { generation, cut, rows, ...(sourceDigest === undefined ? {} : { sourceDigest }) };
}

/** The pointer after a commit; `current` is the one that it replaces. */
export function nextPointer(
  current: Pointer | null,
  generation: string,
  cut: number,
  rows: number,
  options: BeginOptions,
): Pointer {
  const { sourceDigest } = options;
  return {
    generation,
    cut,
    rows,
    previous: current?.generation ?? null,
    ...(sourceDigest === undefined ? {} : { sourceDigest }),
  };
}

/** @throws OnlineStoreError stale_cut */
export function requireLaterCut(
  view: string,
  cut: number,
  current: ActiveCut | null,
  options: BeginOptions,
): void {
  if (current === null || options.replace === true || cut > current.cut) return;
  throw new OnlineStoreError(
    "stale_cut",
    `View '${view}' already serves the cut ${instant(current.cut)}; ${instant(cut)} is not later.`,
    "Ask for a later cut, or say that the active one may be replaced.",
  );
}

function instant(cut: number): string {
  return new Date(cut / 1000).toISOString();
}
