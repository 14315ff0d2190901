// The step that fills the online store, view by view.
import { latestCut } from "../../materialize/latest-cut.ts";
import { type MaterializeReport, materializeView } from "../../materialize/materialize-view.ts";
import type { Manifest } from "../../../compiler/ir/manifest.ts";
import type { FeatureView } from "../../../compiler/ir/program.ts";
import { sourcesOfRows, sourcesOfView } from "../../../compiler/library/sources-read.ts";
import type { OnlineStore } from "../../online/contract.ts";
import { textDigest } from "../../pipeline/file-digest.ts";
import { digestOf, type OfflineSession } from "../../pipeline/offline-session.ts";
import { readGenerated } from "../../project/load-manifest.ts";
import { bytes, count, instant } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import type { Screen } from "../views/screen.ts";
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
    const sourceDigest = view === undefined ? undefined : dataOf(manifest, view, offline);
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
    if (view !== undefined) noteEmptyWindows(screen, view, lastEventOf(manifest, view, offline), to);
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

/** Names the data of all sources that the view reads. */
function dataOf({ program }: Manifest, view: FeatureView, offline: OfflineSession): string {
  const digests = sourcesOfView(program, view).map((name) => digestOf(offline, name));
  return digests.length === 1 ? digests.join() : textDigest(...digests);
}

function lastEventOf(
  { program }: Manifest,
  { source }: FeatureView,
  { sources }: OfflineSession,
): number | null {
  const times = sourcesOfRows(program, source).flatMap((name) => sources.get(name)?.lastEventTime ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** A cut beyond every window of the data is legal, and hardly ever meant. */
function noteEmptyWindows(
  screen: Screen,
  { name, source, atoms }: FeatureView,
  last: number | null,
  to: number,
): void {
  const windows = atoms.flatMap(({ window }) => window?.length ?? []);
  if (windows.length === 0 || last === null || last >= to - Math.max(...windows)) return;
  screen.note(
    `${name}: every window is empty, as the newest row of ${source} is of ${instant(last)}. To replay the past: --to ${instant(last)}`,
  );
}
