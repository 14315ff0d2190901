// How far back of the instant at which values are computed a window reads rows, and windows that read less far.
import type { Refresh, Window } from "../../ir/program.ts";
import { durationText } from "../../library/time-text.ts";
import { defaultHop } from "../windows.ts";
import { slackOf } from "./self-sight.ts";

/** As the author wrote it. */
export function reach({ length, before }: Window, refresh: Refresh | null): number {
  return length === null ? Number.POSITIVE_INFINITY : length + before + (refresh?.delay ?? 0);
}

/** By how much more the hop lets it reach, at the instant at which that is the most. */
export function hopBeyond(window: Window, refresh: Refresh | null): number {
  return window.length === null ? 0 : slackOf(window, refresh?.every ?? 1).most;
}

/** Lengths that pass: an advice that is refused again is none. */
export function wayOut(lost: readonly Window[], refresh: Refresh | null, retention: number): string {
  const before = Math.max(...lost.map((window) => window.before));
  const needed = Math.max(
    ...lost.map((window) => reach(window, refresh) + (hopBeyond(window, refresh) > 0 ? window.hop : 0)),
  );
  const keep = Number.isFinite(needed) ? `\`retention: "${durationText(needed)}"\`` : "no `retention`";
  const most = longestWithin(retention, Math.max(...lost.map(({ hop }) => hop)), before, refresh);
  if (most === null) return `Move the window back by less, or keep rows for longer: ${keep}.`;
  const length = durationText(most);
  return Number.isFinite(needed)
    ? `Look back no further than \`.over("${length}")\`, or keep rows for longer: ${keep}.`
    : `Say how far back it may look, as in \`.over("${length}")\` or \`.overLast(3, { within: "${length}" })\`.`;
}

/** The longest window that reads nothing older: to the edge where cuts and hops fall together, else whole hops. */
function longestWithin(
  retention: number,
  widest: number,
  before: number,
  refresh: Refresh | null,
): number | null {
  const edge = retention - before - (refresh?.delay ?? 0);
  if (edge <= 0) return null;
  const hop = Math.max(widest, defaultHop(edge));
  const wholeHops = Math.floor((edge - hop) / hop) * hop;
  return (
    [edge, wholeHops].find((length) => {
      const window = { length, hop, before, rows: null };
      return length >= hop && reach(window, refresh) + hopBeyond(window, refresh) <= retention;
    }) ?? null
  );
}
