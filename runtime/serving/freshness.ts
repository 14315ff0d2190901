// Whether the values that are served are those of the cut that the definition asks for.
import type { ActiveCut } from "../online/contract.ts";
import type { GeneratedView } from "./contract.ts";

/**
 * The cut whose values belong at tau, in microseconds; null for a view that is cut at every instant, which has no
 * cadence to fall behind.
 */
function dueCut(refresh: GeneratedView["refresh"], tau: number): number | null {
  if (refresh === null) return null;
  return Math.floor((tau - refresh.delay) / refresh.every) * refresh.every;
}

/** True where a later cut is due than the active one. */
export function isStale(view: GeneratedView, active: ActiveCut, tau: number): boolean {
  const due = dueCut(view.refresh, tau);
  return due !== null && active.cut < due;
}
