// Fills one view's online generation from its job's result: columns in, packed rows out, bounded memory between.
import { createHash } from "node:crypto";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Batch, OfflineEngine } from "../offline/contract.ts";
import { isOutOfMemory } from "../offline/raised.ts";
import type { ActiveCut, GenerationWriter, OnlineStore } from "../online/contract.ts";
import { createKeyEncoder } from "../online/key-codec.ts";
import { createRowEncoder } from "../online/row-codec.ts";
import { isNullAt } from "../online/column-vector.ts";
import { type Job, jobOf, requireColumns } from "./job-columns.ts";
import { inKeyOrder } from "./key-order.ts";
import { inParts } from "./parts.ts";

export interface MaterializeOptions {
  readonly view: string;
  readonly manifest: Manifest;
  /** The text of generated/materializations/<view>.sql; its sources are registered with the engine. */
  readonly sql: string;
  readonly engine: Pick<OfflineEngine, "stream">;
  readonly store: OnlineStore;
  /** Microseconds since 1970; see latestCut. */
  readonly cut: number;
  /** Names the source data; where it and the cut are those of the active generation, nothing is done. */
  readonly sourceDigest?: string;
  /** Makes the generation whatever is active, and allows an earlier cut. */
  readonly replace?: boolean;
  readonly onProgress?: (progress: MaterializeProgress) => void;
  /** Aborting leaves what was served before, and no rows behind. */
  readonly signal?: AbortSignal;
  /** Milliseconds, of any origin. */
  readonly now?: () => number;
}

interface MaterializeProgress {
  readonly view: string;
  readonly rows: number;
  /** As many as the active generation has, and never less than `rows`; 0 where there is none. */
  readonly total: number;
}

export interface MaterializeReport {
  readonly view: string;
  readonly fingerprint: string;
  /** True: the active generation was current already, and nothing was written. */
  readonly skipped: boolean;
  readonly cut: number;
  readonly generation: string;
  readonly rows: number;
  /** Of the whole run: query, encoding, writing, moving the pointer, dropping old rows. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** What the generation takes in the store. */
  readonly bytes: number;
  /** 0 where there are no rows. */
  readonly bytesPerKey: number;
}

/**
 * @throws OnlineStoreError busy (another writer), stale_cut (an earlier cut without `replace`), full, unavailable
 * @throws the signal's reason where it was aborted
 */
export async function materializeView(options: MaterializeOptions): Promise<MaterializeReport> {
  const { view, manifest, sql, store, cut, replace = false, signal, now = () => performance.now() } = options;
  const started = now();
  const job = jobOf(manifest, view);
  const digest = options.sourceDigest === undefined ? undefined : jobDigest(sql, options.sourceDigest);
  const active = await store.active(job.version);
  if (!replace && active !== null && isCurrent(active, cut, digest)) {
    return report(job, active, store, true, 0);
  }
  signal?.throwIfAborted();
  // The same cut of other data is made anew; only an earlier cut has to be asked for.
  const writer = await store.begin(job.version, cut, {
    replace: replace || active?.cut === cut,
    ...(digest === undefined ? {} : { sourceDigest: digest }),
  });
  let committed: ActiveCut;
  try {
    await fill(job, options, writer, active?.rows ?? 0);
    committed = await writer.commit();
  } catch (error) {
    await writer.abort().catch(() => {
      // The next run drops what is left; what went wrong first is what counts.
    });
    throw error;
  }
  return report(job, committed, store, false, (now() - started) / 1000);
}

async function fill(
  job: Job,
  { view, sql, engine, cut, signal, onProgress }: MaterializeOptions,
  writer: GenerationWriter,
  expected: number,
): Promise<void> {
  const encodeKeys = createKeyEncoder(job.keys);
  const encodeRows = createRowEncoder(job.layout);
  const tell = (rows: number): void =>
    onProgress?.({ view, rows, total: expected === 0 ? 0 : Math.max(expected, rows) });
  let rows = 0;
  tell(rows);
  // Sorted for every store: neighbours fill a page of LMDB once (four times the speed, a third of the space).
  const slots = job.layout.slots.map(({ column }) => column);
  const ordered = inKeyOrder(sql, job.keys, slots);
  const options = signal === undefined ? {} : { signal };
  await inParts(async (part) => {
    let ended = false;
    const before = rows;
    try {
      for await (const batch of engine.stream(ordered, { cut, ...part }, options)) {
        if (rows === before) requireColumns(job, batch);
        ended = endsWithoutKey(batch);
        const count = ended ? batch.rows - 1 : batch.rows;
        const keys = encodeKeys(batch.columns.slice(0, job.keys.length), count);
        await writer.write(keys, encodeRows(batch.columns.slice(job.keys.length), count));
        rows += count;
        tell(rows);
      }
    } catch (error) {
      if (rows === before && isOutOfMemory(error)) return error;
      throw error;
    }
    signal?.throwIfAborted();
    if (!ended)
      throw new Error(
        `the rows of view '${view}' were cut short after ${rows}: another statement ran meanwhile`,
      );
    return null;
  });
}

function endsWithoutKey({ rows, columns }: Batch): boolean {
  return columns[0] !== undefined && isNullAt(columns[0], rows - 1);
}

function isCurrent(active: ActiveCut, cut: number, digest: string | undefined): boolean {
  return active.cut === cut && (digest === undefined || active.sourceDigest === digest);
}

/** The same data through another statement is not the same. */
function jobDigest(sql: string, sourceDigest: string): string {
  return createHash("sha256").update(sql).update("\0").update(sourceDigest).digest("hex");
}

async function report(
  { version }: Job,
  active: ActiveCut,
  store: OnlineStore,
  skipped: boolean,
  seconds: number,
): Promise<MaterializeReport> {
  const size = await store.size(version);
  const bytes = size?.bytes ?? 0;
  return {
    view: version.view,
    fingerprint: version.fingerprint,
    skipped,
    cut: active.cut,
    generation: active.generation,
    rows: active.rows,
    seconds,
    rowsPerSecond: seconds > 0 ? active.rows / seconds : 0,
    bytes,
    bytesPerKey: active.rows === 0 ? 0 : bytes / active.rows,
  };
}
