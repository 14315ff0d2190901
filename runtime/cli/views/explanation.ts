// How a view is computed, in words: each aggregate's template and why, the online row, and what a request reads.
import type { Expression } from "../../../compiler/ir/expression.ts";
import type { AtomPlan, Strategy, ViewPlan } from "../../../compiler/ir/plan.ts";
import type { Window } from "../../../compiler/ir/program.ts";
import { aggregateText } from "../../../compiler/library/aggregate-text.ts";
import { expressionText } from "../../../compiler/library/expression-text.ts";
import { durationText } from "../../../compiler/library/time-text.ts";
import { count } from "./numbers.ts";

/** Where rows enter in the order of their event times, places in that order answer; else entries are told apart from times. */
const WHY_BY_TIME: Readonly<Partial<Record<Strategy, string>>> = {
  prefix:
    "invertible: rows and the ends of all windows in one order of time, and one running total read at each end",
  extremum:
    "idempotent: rows and probes in one order of time; a window is a frame of places, answered by a tree of bests (of first values and values by another, of their places)",
  latest: "latest row: the greatest place in the total order up to the asking, one look-up",
  distinct:
    "neither: rows of a value without a gap as long as a window are a run; runs begun and not ended, and rows alone, are running totals",
  recent: "the last rows: a range of ranks in the total order, then folded",
  collected:
    "neither: medians and quantiles are the n-th of a frame, in a tree of its sorted values; modes by how often each value counts from one change to the next; first rows are ranks in a row",
};

const WHY: Readonly<Record<Strategy, string>> = {
  prefix:
    "invertible: running totals over rows by entry, read at each window's end, less running totals over rows by event time, read at its tail",
  extremum:
    "idempotent: hops as tiles; settled tiles as two overlapping runs (prefix and suffix bests of blocks), recent ones by their records (of first values and values by another, by their places)",
  latest: "latest row: a running maximum of the row's place in the total order, one look-up",
  distinct:
    "neither: a value is present from its row's entry until the tail has passed it; unions of those intervals, summed as running totals that are read at each window's end",
  recent:
    "the last rows: ranks in the total order; a row is of the last so many over a run of askings (of more than 32: in a range of ranks, less those not known yet), then folded",
  collected:
    "neither: medians and quantiles by counts down a tree of a key's values; modes by how often each value counts from one change to the next; first rows by rank",
};

/** Lines without a line end. */
export function explanation(view: ViewPlan): readonly string[] {
  return [
    `feature view ${view.name}`,
    ...indented([
      `of       ${view.entity} (${view.keys.map(({ name, type }) => `${name} ${type.kind}`).join(", ")})`,
      `from     ${rowsText(view)}`,
      ...(view.where === null ? [] : [`where    ${text(view.where)}`]),
      `rows     ${entryText(view)}`,
      `cuts     ${refreshText(view)}`,
      ...(view.ttl === null
        ? []
        : [`ttl      latest values older than ${durationText(view.ttl)} at the asking are null`]),
    ]),
    "",
    "aggregates",
    ...indented(strategyLines(view)),
    ...indented([
      "entities with few rows are joined row by row, whatever the aggregate; each entity takes the cheaper way",
    ]),
    "",
    "features",
    ...indented(view.features.map(({ name, expression }) => `${name} = ${text(expression)}`)),
    "",
    "online",
    ...indented(onlineLines(view)),
  ];
}

/** Aggregates by the way they are computed. */
function strategyLines({ atoms, lag }: ViewPlan): readonly string[] {
  const strategies = [...new Set(atoms.map(({ strategy }) => strategy))];
  return strategies.flatMap((strategy) => [
    (lag.kind === "variable" ? undefined : WHY_BY_TIME[strategy]) ?? WHY[strategy],
    ...indented(
      atoms
        .filter((atom) => atom.strategy === strategy)
        .map((atom) => `${atom.id.padEnd(4)}${atomText(atom)}`),
    ),
  ]);
}

/** `mean(delay) over 6h, hop 5m` */
function atomText(atom: AtomPlan): string {
  return `${aggregateText(atom)} ${windowText(atom.window)}`;
}

function windowText({ length, hop, before, rows }: Window): string {
  const parts = [
    length === null ? "over all rows" : `over ${durationText(length)}, hop ${durationText(hop)}`,
    ...(before === 0 ? [] : [`as it stood ${durationText(before)} earlier`]),
    ...(rows === null ? [] : [`the last ${count(rows, "row")} that it counts`]),
  ];
  return parts.join(", ");
}

function rowsText({ source, union, rowInputs }: ViewPlan): string {
  const parts = union === null ? "" : `, the union of ${union.parts.map((part) => part.source).join(", ")}`;
  const beside = rowInputs.map(({ alias, view }) => `${view.name} as ${alias}`).join(", ");
  return `${source}${parts}${beside === "" ? "" : `, each row with ${beside} as of its event time`}`;
}

function entryText({ lag, asOf }: ViewPlan): string {
  const when =
    lag.kind === "none"
      ? "at their event time"
      : lag.kind === "constant"
        ? `${durationText(lag.us)} after it`
        : "at a time of their own";
  return `are known ${when}; one known at an instant ${asOf === "exclusive" ? "does not count" : "counts"} at that very instant`;
}

function refreshText({ refresh }: ViewPlan): string {
  if (refresh === null)
    return "none: every answer is as of the asking (offline; a deployment needs a cadence)";
  const delay = refresh.delay === 0 ? "" : `, ${durationText(refresh.delay)} after it`;
  return `every ${durationText(refresh.every)}${delay}; training and serving read the same cut`;
}

function onlineLines({ name, layout, refresh }: ViewPlan): readonly string[] {
  if (refresh === null) return ["not deployable: nothing is materialized"];
  const fixed = 1 + Math.ceil(layout.slots.length / 8) + layout.slots.length * 8;
  const open = layout.slots.filter(({ kind }) => kind === "string" || kind === "list").length;
  return [
    `one row a key: ${count(layout.slots.length, "slot")}, ${fixed} bytes${open === 0 ? "" : ` and the bytes of ${count(open, "text or list", "texts and lists")}`}`,
    `written by materializations/${name}.sql at each cut: one grouped pass over the rows, to a new generation; then the pointer moves`,
    "a request reads one row of this view, in one round trip with the rows of the other views; features are computed from it by serving/views code",
  ];
}

function text(expression: Expression): string {
  return expressionText(expression, (id) => id);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
