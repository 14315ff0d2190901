// What a view's job must answer: its entity's keys, then the slots of its stored rows.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { OnlineLayout } from "../../compiler/ir/plan.ts";
import type { Refresh } from "../../compiler/ir/program.ts";
import type { Field } from "../../compiler/ir/value-type.ts";
import type { Batch } from "../offline/contract.ts";
import type { ViewVersion } from "../online/contract.ts";
import { UserError } from "../user-error.ts";

export interface Job {
  readonly version: ViewVersion;
  readonly keys: readonly Field[];
  readonly layout: OnlineLayout;
  readonly refresh: Refresh | null;
}

/** @throws UserError F5220 where there is no such feature view */
export function jobOf(manifest: Manifest, name: string): Job {
  const view = manifest.program.featureViews.find((each) => each.name === name);
  const entity = manifest.program.entities.find((each) => each.name === view?.entity);
  const fingerprint = manifest.fingerprints[`feature_view/${name}`];
  const layout = manifest.layouts[name];
  if (view === undefined || entity === undefined || fingerprint === undefined || layout === undefined) {
    const names = manifest.program.featureViews.map((each) => each.name);
    throw new UserError({
      code: "F5220",
      message: `There is no feature view '${name}'.`,
      hint: names.length === 0 ? "No feature view is defined." : `The feature views are ${names.join(", ")}.`,
    });
  }
  return { version: { view: name, fingerprint }, keys: entity.keys, layout, refresh: view.refresh };
}

/** Generated SQL and manifest must be of one compilation. */
export function requireColumns({ version, keys, layout }: Job, batch: Batch): void {
  const wanted = [
    ...keys.map((key) => ({ name: key.name, kinds: kindsOf(key.type.kind) })),
    ...layout.slots.map((slot) => ({ name: slot.column, kinds: kindsOf(slot.kind) })),
  ];
  const found = batch.columns.map((column, index) => `${batch.names[index]} ${column.kind}`);
  const fits =
    found.length === wanted.length &&
    wanted.every(
      ({ name, kinds }, index) =>
        batch.names[index] === name && kinds.includes(batch.columns[index]?.kind ?? ""),
    );
  if (fits) return;
  throw new UserError({
    code: "F5221",
    message: `The materialization job of view '${version.view}' answers (${found.join(", ")}) where (${wanted.map(({ name, kinds }) => `${name} ${kinds[0]}`).join(", ")}) belongs.`,
    hint: "Compile again: the generated SQL and the manifest are of different compilations.",
  });
}

/** Timestamps may arrive as BIGINT microseconds, decimals do as BIGINT units. */
function kindsOf(kind: string): readonly string[] {
  return kind === "timestamp" || kind === "decimal" ? [kind, "int64"] : [kind];
}
