// What two snapshots of a training set differ in, for people.
import type { Change } from "../../snapshots/changes.ts";
import type { ColumnDiff, DatasetDiff } from "../../snapshots/dataset-diff.ts";
import { count, integer } from "./numbers.ts";
import { tableLines } from "./table.ts";

const MOST_COLUMNS = 30;

export function dataDiffLines(diff: DatasetDiff): readonly string[] {
  if (diff.identical) return ["the same rows, to the last byte"];
  const { rows, columns, values } = diff;
  const changed = rows.changed === null ? "" : `, ${integer(rows.changed)} of the same keys changed`;
  return [
    `${integer(rows.before)} → ${count(rows.after, "row")}: ${integer(rows.removed)} only before, ${integer(rows.added)} only after${changed}`,
    ...columns.added.map(({ name, type }) => `column ${name} is new (${type})`),
    ...columns.removed.map(({ name, type }) => `column ${name} is gone (${type})`),
    ...columns.retyped.map(({ name, before, after }) => `column ${name} was ${before}, and is ${after}`),
    ...changeLines("definition of", diff.fingerprints),
    ...changeLines("source", diff.sources),
    ...(diff.statements ? ["the statements that built them differ"] : []),
    ...valueLines(values),
  ];
}

/** One line a change: what, and the first digits of both hashes. */
export function changeLines(what: string, changes: Readonly<Record<string, Change>>): readonly string[] {
  return Object.entries(changes).map(([name, [before, after]]) => {
    if (before === null) return `${what} ${name} is new (${short(after)})`;
    if (after === null) return `${what} ${name} is gone (${short(before)})`;
    return `${what} ${name}: ${short(before)} → ${short(after)}`;
  });
}

function valueLines(values: readonly ColumnDiff[]): readonly string[] {
  if (values.length === 0) return [];
  const shown = values
    .toSorted((left, right) => (right.changed ?? 0) - (left.changed ?? 0))
    .slice(0, MOST_COLUMNS);
  const lines = tableLines(
    [
      ["column", "changed", "p10", "p50", "p90", "median's shift"],
      ...shown.map(({ name, changed, before, after, shift }) => [
        name,
        changed === null ? "?" : `${(changed * 100).toFixed(1)} %`,
        both(before.p10, after.p10),
        both(before.p50, after.p50),
        both(before.p90, after.p90),
        shift === null ? "" : shift.toFixed(3),
      ]),
    ],
    [1, 5],
  );
  const more = values.length - shown.length;
  return [...lines, ...(more === 0 ? [] : [`and ${count(more, "more column")}: --json has all`])];
}

function both(before: number | null, after: number | null): string {
  return before === after ? digits(before) : `${digits(before)} → ${digits(after)}`;
}

function digits(value: number | null): string {
  return value === null ? "none" : String(Number(value.toPrecision(4)));
}

function short(hash: string | null): string {
  return (hash ?? "").slice(0, 12);
}
