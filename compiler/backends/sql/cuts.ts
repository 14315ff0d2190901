// The refresh rule in SQL, once: which cut is served at an instant, and which cut first sees one.
import type { ViewContext } from "./view-context.ts";

/** The cut that is served at tau. */
export function cutOf(context: ViewContext, tau: string): string {
  const { refresh } = context.view;
  if (refresh === null) return tau;
  const shifted = refresh.delay === 0 ? tau : `(${tau} - ${refresh.delay})`;
  return context.dialect.floorTo(shifted, String(refresh.every));
}

/** The first cut at or after an instant. */
export function onCutGrid(context: ViewContext, micros: string): string {
  const { refresh } = context.view;
  return refresh === null ? micros : `-${context.dialect.floorTo(`(-${micros})`, String(refresh.every))}`;
}
