// The faces of a view on one world: generated SQL for a spine, and generated TypeScript over materialized rows.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { cutAt } from "../../compiler/library/reference/evaluate-view.ts";
import { WHOLE } from "../materialize/parts.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { createRowEncoder } from "../online/row-codec.ts";
import type { GeneratedView } from "../serving/contract.ts";
import { valueAt } from "../verify/bits.ts";
import { orTooLarge, TOO_LARGE, type TooLarge } from "./too-large.ts";
import type { Probe } from "./world.ts";

/** Of every probe its features, in the order of the view's. */
export type Answers = readonly (readonly Value[])[];

/** The spine is made: every probe once, in order. */
export async function askOffline(engine: OfflineEngine, view: ViewPlan, sql: string): Promise<Answers> {
  const answers: (readonly Value[])[] = [];
  for await (const batch of engine.stream(sql)) {
    const columns = view.features.map(({ name }) => {
      const column = batch.columns[batch.names.indexOf(`${view.name}__${name}`)];
      if (column === undefined) throw new Error(`the statement of ${view.name} answers no '${name}'`);
      return column;
    });
    for (let row = 0; row < batch.rows; row++) answers.push(columns.map((column) => valueAt(column, row)));
  }
  return answers;
}

/**
 * Online reads need a key and a time: other probes are refused at the boundary, and null. Each cut is materialized once; where the
 * job refuses a key's sum it refuses all.
 */
export async function askOnline(
  engine: OfflineEngine,
  view: ViewPlan,
  sql: string,
  generated: GeneratedView,
  probes: readonly Probe[],
): Promise<readonly (readonly Value[] | TooLarge | null)[]> {
  const stored = new Map<number, ReadonlyMap<string, Uint8Array> | TooLarge>();
  const answers: (readonly Value[] | TooLarge | null)[] = [];
  for (const { key, tau } of probes) {
    if (tau === null || key.includes(null)) {
      answers.push(null);
      continue;
    }
    const cut = cutAt(view, tau);
    const rows = stored.get(cut) ?? (await orTooLarge(() => materialize(engine, view, sql, cut)));
    stored.set(cut, rows);
    answers.push(rows === TOO_LARGE ? rows : generated.values(rows.get(keyText(key)) ?? null, tau));
  }
  return answers;
}

async function materialize(
  engine: OfflineEngine,
  view: ViewPlan,
  sql: string,
  cut: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const encode = createRowEncoder(view.layout);
  const rows = new Map<string, Uint8Array>();
  for await (const batch of engine.stream(sql, { cut, ...WHOLE })) {
    const encoded = encode(batch.columns.slice(view.keys.length), batch.rows);
    for (let row = 0; row < batch.rows; row++) {
      const key = view.keys.map((_, index) => {
        const column = batch.columns[index];
        return column === undefined ? null : valueAt(column, row);
      });
      const bytes = encoded[row];
      if (bytes !== undefined) rows.set(keyText(key), bytes);
    }
  }
  return rows;
}

function keyText(key: readonly Value[]): string {
  return JSON.stringify(key);
}
