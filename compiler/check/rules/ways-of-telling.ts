// The ways in which a view's values tell columns of a row that it sees: they read them, or the row is placed by them.
import type { Expression } from "../../ir/expression.ts";
import type { Atom, FeatureView, Rows, TrainingSet } from "../../ir/program.ts";
import { columnsRead, sameExpression } from "../../library/expressions.ts";
import type { Origin } from "./origins.ts";
import { chosenBy, timesOf } from "./times-of-rows.ts";
import type { ViewRead } from "./views-read.ts";

/** A training set's rows of one file. */
export interface Spine {
  readonly set: TrainingSet;
  readonly asked: Origin;
  /** See `labelColumns`. */
  readonly label: ReadonlySet<string>;
}

export type How = (isOne: boolean) => string;

export interface Way {
  /** Half a sentence of a view's features, of one or of several, as in "whose key reads". */
  readonly how: How;
  /** Columns of the file that the label and the aggregate's value depend on. */
  readonly shared: (atom: Atom) => readonly string[];
  /** Whether it takes another row of the same instant. */
  readonly chance: boolean;
  readonly hint: string;
}

/** Aggregations that ask which of several rows comes first. */
const ORDERED: ReadonlySet<string> = new Set([
  ...["latest", "last", "first", "last_n", "first_n", "min_by", "max_by"],
]);

export function isOrdered({ aggregation, window }: Atom): boolean {
  return ORDERED.has(aggregation) || window.rows !== null;
}

export const READING: How = (isOne) => (isOne ? "which reads" : "which read");

const WAIT = "Ask as of a time before the label is known, or say with 'availableAt' when that is.";

export function waysOfTelling(spine: Spine, { view, rows }: ViewRead, of: Origin): readonly Way[] {
  const { set, asked, label } = spine;
  /** What the spine's rows say themselves, to find features or to ask as of, is looked at there. */
  const placedBy = (parts: readonly Expression[], own: readonly Expression[]): readonly string[] => {
    const said = new Set(columnsRead(own.map(asked.over)));
    return columnsRead(parts).filter((column) => label.has(column) && !said.has(column));
  };
  const key = placedBy(
    view.key.map(({ expression }) => of.over(expression)),
    set.keys.map(({ expression }) => expression),
  );
  const times = placedBy(timesOf(rows, of).flatMap(chosenBy), [set.asOf]);
  const ties = placedBy(tiesOf(rows).map(of.over), []);
  return [
    {
      how: READING,
      shared: (atom) => readAlike(spine, atom, view, of),
      chance: false,
      hint: WAIT,
    },
    { how: () => "whose key reads", shared: () => key, chance: false, hint: WAIT },
    {
      how: () => "whose times read",
      shared: () => times,
      chance: false,
      hint: "Say when rows happen and are known by columns alone, as in `latest(row.at, row.decided)`.",
    },
    {
      how: () => "whose 'tieBreak' reads",
      shared: (atom) => (isOrdered(atom) ? ties : []),
      chance: true,
      hint: "Break ties by a column that is known when the row is.",
    },
  ];
}

/** Columns of the file that both the label and the aggregate read. */
function readAlike(
  { set, asked, label }: Spine,
  { inputs }: Atom,
  view: FeatureView,
  of: Origin,
): readonly string[] {
  const filter = view.where === null ? null : of.over(view.where);
  const same = filter !== null && set.where !== null && sameExpression(filter, asked.over(set.where));
  const parts = [...inputs.map(of.over), ...(same || filter === null ? [] : [filter])];
  const read = new Set(columnsRead(parts));
  const beside = columnsRead(keysBeside(view, parts).map(of.over)).filter((column) => label.has(column));
  return [...columnsRead([asked.over(set.label.expression)]).filter((column) => read.has(column)), ...beside];
}

/** What finds the features of other views that the parts read beside a row. */
export function keysBeside({ inputs }: FeatureView, parts: readonly Expression[]): readonly Expression[] {
  const aliases = new Set<string>();
  const seen = new Set<Expression>();
  const walk = (part: Expression): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === "input" && part.path.length > 1) aliases.add(part.path[0] ?? "");
    if (part.kind === "call") part.args.forEach(walk);
  };
  parts.forEach(walk);
  const read = inputs.filter(({ alias }) => aliases.has(alias));
  return read.flatMap(({ key }) => key.map(({ expression }) => expression));
}

export function tiesOf({ columns, tieBreak }: Rows): readonly Expression[] {
  return columns.flatMap(({ name, type }) =>
    tieBreak.includes(name) ? [{ kind: "input", path: [name], type }] : [],
  );
}
