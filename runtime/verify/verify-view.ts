// Audits one feature view: what the online store serves against the point-in-time SQL as of the same instants.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { Batch, OfflineEngine } from "../offline/contract.ts";
import type { ActiveCut, OnlineStore } from "../online/contract.ts";
import type { GeneratedView } from "../serving/contract.ts";
import { UserError } from "../user-error.ts";
import { bitsOf, sameBits, valueAt } from "./bits.ts";
import { Tally, type Verification } from "./report.ts";
import { type Key, sampleKeys } from "./sample-keys.ts";

/** Keys of one statement. */
const CHUNK = 2_000;

export interface VerifyViewOptions {
  readonly manifest: Manifest;
  readonly engine: OfflineEngine;
  readonly store: Pick<OnlineStore, "read" | "active">;
  /** As the compiler generated it. */
  readonly view: GeneratedView;
  /** The text of generated/sql/feature_views/<view>.sql. */
  readonly sql: string;
  /** How many keys, unknown ones not counted. */
  readonly keys: number;
  readonly signal?: AbortSignal;
  /** Share of the work done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** @throws UserError F5501 where nothing is served yet. */
export async function verifyView(options: VerifyViewOptions): Promise<Verification> {
  const { manifest, engine, store, view, signal, onProgress } = options;
  const active = await store.active({ view: view.view, fingerprint: view.fingerprint });
  if (active === null) {
    throw new UserError({
      code: "F5501",
      message: `View '${view.view}' was not materialized as it is compiled now.`,
      hint: `Run: npx bifold materialize ${view.view}`,
    });
  }
  const { fields, keys } = await sampleKeys(engine, manifest, view.view, options.keys);
  const tally = new Tally();
  const instants = instantsOf(view, active);
  let found = 0;
  let done = 0;
  for (let start = 0; start < keys.length; start += CHUNK) {
    const chunk = keys.slice(start, start + CHUNK);
    const rows = await readOnline(options, fields, chunk, active);
    found += rows.filter((row) => row !== null).length;
    for (const asOf of instants) {
      signal?.throwIfAborted();
      await compare(options, { fields, keys: chunk, rows, asOf }, tally);
      done += chunk.length;
      onProgress?.(done / (keys.length * instants.length));
    }
  }
  const { compared, differences, examples } = tally;
  return {
    kind: "feature_view",
    view: view.view,
    rows: keys.length,
    found,
    cut: active.cut,
    compared,
    differences,
    examples,
  };
}

/** The first and the last instant at which this cut is served: a ttl may run out between them. */
function instantsOf({ refresh }: GeneratedView, { cut }: ActiveCut): readonly number[] {
  if (refresh === null) return [cut];
  const first = cut + refresh.delay;
  return [first, first + refresh.every - 1];
}

interface Chunk {
  readonly fields: readonly Field[];
  readonly keys: readonly Key[];
  readonly rows: readonly (Uint8Array | null)[];
  readonly asOf: number;
}

async function readOnline(
  { store, view }: VerifyViewOptions,
  fields: readonly Field[],
  keys: readonly Key[],
  active: ActiveCut,
): Promise<readonly (Uint8Array | null)[]> {
  const version = { view: view.view, fingerprint: view.fingerprint };
  const results = await store.read(keys.map((key) => ({ version, key: view.keyOf(recordOf(fields, key)) })));
  return results.map((result) => {
    if (result.active?.generation !== active.generation) {
      throw new UserError({
        code: "F5502",
        message: `View '${view.view}' was materialized again while it was verified.`,
        hint: "Verify again when the materialization is done.",
      });
    }
    return result.row;
  });
}

async function compare(options: VerifyViewOptions, chunk: Chunk, tally: Tally): Promise<void> {
  const { engine, sql, view, signal } = options;
  const { fields, keys, asOf } = chunk;
  await engine.spineFromValues(
    fields,
    fields.map((_, column) => keys.map((key) => key[column] ?? null)),
    asOf,
  );
  let answered = 0;
  for await (const batch of engine.stream(sql, {}, signal === undefined ? {} : { signal })) {
    answered += batch.rows;
    compareBatch(view, chunk, batch, tally);
  }
  if (answered !== keys.length) {
    throw new Error(`${view.view}: ${keys.length} keys were asked for offline, ${answered} rows came back`);
  }
}

function compareBatch(
  view: GeneratedView,
  { fields, keys, rows, asOf }: Chunk,
  batch: Batch,
  tally: Tally,
): void {
  const column = (name: string) => {
    const found = batch.columns[batch.names.indexOf(name)];
    if (found === undefined) throw new Error(`the statement of view ${view.view} has no column ${name}`);
    return found;
  };
  const rowIds = column("row_id");
  const features = view.features.map(({ name }) => ({ name, values: column(`${view.view}__${name}`) }));
  for (let at = 0; at < batch.rows; at++) {
    const index = Number(valueAt(rowIds, at));
    const online = view.values(rows[index] ?? null, asOf);
    features.forEach(({ name, values }, feature) => {
      const left = online[feature] ?? null;
      const right = valueAt(values, at);
      tally.add(sameBits(left, right), () => ({
        view: view.view,
        feature: name,
        key: recordOf(fields, keys[index] ?? []),
        asOf,
        online: { value: left, bits: bitsOf(left) },
        offline: { value: right, bits: bitsOf(right) },
      }));
    });
  }
}

function recordOf(fields: readonly Field[], key: Key): Readonly<Record<string, Value>> {
  return Object.fromEntries(fields.map(({ name }, index) => [name, key[index] ?? null]));
}
