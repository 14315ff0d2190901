// The step that fills the online store, view by view.
import { latestCut } from "../../materialize/latest-cut.ts";
import { type MaterializeReport, materializeView } from "../../materialize/materialize-view.ts";
import type { OnlineStore } from "../../online/contract.ts";
import type { OfflineSession } from "../../pipeline/offline-session.ts";
import { readGenerated } from "../../project/load-manifest.ts";
import { bytes, count, instant } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import type { Workspace } from "../workspace.ts";

export interface MaterializeStepOptions {
  readonly views: readonly string[];
  /** Microseconds since 1970. */
  readonly to: number;
  /** Allows a cut that is earlier than the one that is served. */
  readonly backwards?: boolean;
}

export async function materializeStep(
  { project, manifest, screen, surroundings }: Workspace,
  offline: OfflineSession,
  store: OnlineStore,
  { views, to, backwards = false }: MaterializeStepOptions,
): Promise<readonly MaterializeReport[]> {
  const reports: MaterializeReport[] = [];
  for (const name of views) {
    surroundings.signal.throwIfAborted();
    const view = manifest.program.featureViews.find((each) => each.name === name);
    const sourceDigest = offline.sources.get(view?.source ?? "")?.digest;
    const cut = latestCut(view?.refresh ?? null, to);
    const fingerprint = manifest.fingerprints[`feature_view/${name}`] ?? "";
    const active = await store.active({ view: name, fingerprint });
    const progress = screen.progress(`materialize ${name}`);
    const report = await materializeView({
      view: name,
      manifest,
      sql: await readGenerated(project, manifest, `materializations/${name}.sql`),
      engine: offline.engine,
      store,
      cut,
      replace: backwards && active !== null && active.cut > cut,
      ...(sourceDigest === undefined ? {} : { sourceDigest }),
      onProgress: ({ rows, total }) => progress.update(total === 0 ? null : rows / total, count(rows, "row")),
      signal: surroundings.signal,
    });
    reports.push(report);
    showStep(screen, {
      name: "materialize",
      text: `${name}: ${count(report.rows, "key")} as of ${instant(report.cut)}, ${bytes(report.bytesPerKey)} a key`,
      skipped: report.skipped,
      seconds: report.seconds,
      rows: report.rows,
    });
  }
  return reports;
}
