// How a view tells what a label with a horizon speaks of, where its rows count before they happen to the label.
import type { Expression } from "../../ir/expression.ts";
import type { Atom } from "../../ir/program.ts";
import { columnsRead, constantShift } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { durationText } from "../../library/time-text.ts";
import { entryAfter, isMovedBack } from "./entry.ts";
import { unshifted } from "./label-columns.ts";
import type { Origin } from "./origins.ts";
import { chosenBy, timesOf } from "./times-of-rows.ts";
import type { ViewRead } from "./views-read.ts";
import { type How, isOrdered, keysBeside, READING, tiesOf } from "./ways-of-telling.ts";

interface Happening {
  /** In the file's columns. */
  readonly at: Expression;
  readonly columns: ReadonlySet<string>;
  /** Whether the label counts rows, whatever they hold. */
  readonly countsRows: boolean;
}

interface Leak {
  readonly atoms: readonly Atom[];
  /** As in "after 'asOf' is". */
  readonly sight: string;
  /** Follows the features and their view. */
  readonly how: How;
  readonly hint: string;
}

/** How long after a row happens, to the label, it counts, at the soonest and at the latest; null where rows differ in it. */
interface Counted {
  readonly atom: Atom;
  readonly least: number | null;
  readonly most: number | null;
}

/** The first is enough: what mends it mends the others. */
export function leakOf(read: ViewRead, of: Origin, happening: Happening): Leak | null {
  const entry = entryAfter(timesOf(read.rows, of), happening.at);
  const delay = read.view.refresh?.delay ?? 0;
  const counted = read.view.atoms.map((atom): Counted => {
    const wait = delay + atom.window.before;
    const later = (us: number | null): number | null => (us === null ? null : us + wait);
    return { atom, least: later(entry.least), most: later(entry.most) };
  });
  return (
    toldEarly(read, of, counted, happening) ??
    countedEarly(read, of, counted, happening) ??
    atTheInstant(read, counted)
  );
}

function toldEarly(
  read: ViewRead,
  of: Origin,
  counted: readonly Counted[],
  happening: Happening,
): Leak | null {
  const early = counted.filter(({ least }) => least === null || least < 0);
  for (const { how, parts } of waysOf(read, of)) {
    const told = early.flatMap((each) => {
      const shared = columnsRead(parts(each.atom)).filter((column) => happening.columns.has(column));
      return shared.length === 0 ? [] : [{ ...each, shared }];
    });
    if (told.length === 0) continue;
    const sure = told.filter(isSure);
    const atoms = sure.length > 0 ? sure : told;
    const columns = [...new Set(atoms.flatMap(({ shared }) => shared))].sort().map((column) => `'${column}'`);
    return {
      atoms: atoms.map(({ atom }) => atom),
      sight: `after 'asOf' ${sure.length > 0 ? "is" : "may be"}`,
      how: (isOne) => `, ${how(isOne)} ${columns.join(", ")} as the label does`,
      hint: known(happening),
    };
  }
  return null;
}

interface Way {
  readonly how: How;
  /** What an aggregate tells. */
  readonly parts: (atom: Atom) => readonly Expression[];
}

function waysOf({ view, rows }: ViewRead, of: Origin): readonly Way[] {
  const filter = view.where === null ? [] : [view.where];
  const keys = view.key.map(({ expression }) => of.over(expression));
  const times = timesOf(rows, of).flatMap(chosenBy);
  const ties = tiesOf(rows).map(of.over);
  return [
    {
      how: READING,
      parts: ({ inputs }) => [...inputs, ...filter, ...keysBeside(view, [...inputs, ...filter])].map(of.over),
    },
    { how: () => "whose key reads", parts: () => keys },
    { how: () => "whose times read", parts: () => times },
    { how: () => "whose 'tieBreak' reads", parts: (atom) => (isOrdered(atom) ? ties : []) },
  ];
}

/**
 * That there is a row tells a label that counts rows. It is no news at an instant that the row holds, as when it was
 * planned; moved back from all of them, it is.
 */
function countedEarly(
  { rows }: ViewRead,
  of: Origin,
  counted: readonly Counted[],
  happening: Happening,
): Leak | null {
  const early = counted.filter(isSure);
  if (early.length === 0 || !happening.countsRows || !isMovedBack(timesOf(rows, of))) return null;
  return {
    atoms: early.map(({ atom }) => atom),
    sight: "after 'asOf' is",
    how: (isOne) => `, which ${isOne ? "reads" : "read"} the rows that the label counts`,
    hint: known(happening),
  };
}

function atTheInstant({ view, rows }: ViewRead, counted: readonly Counted[]): Leak | null {
  const isUnknown = lagOf(rows).kind !== "constant" && (view.refresh?.delay ?? 0) === 0;
  const then = counted.filter(({ least }) => least === 0 || (least === null && isUnknown));
  if (rows.asOf !== "inclusive" || then.length === 0) return null;
  return {
    atoms: then.map(({ atom }) => atom),
    sight: "at the very instant of 'asOf' is",
    how: () => " and part of the label",
    hint: "Make the source 'exclusive', or give the view's refresh a delay.",
  };
}

function isSure({ most }: Counted): boolean {
  return most !== null && most < 0;
}

function known({ at }: Happening): string {
  const base = unshifted(at);
  const [column = ""] = base.kind === "input" ? base.path : [];
  const shift = constantShift(at, base) ?? 0;
  const moved = shift === 0 ? "" : `.${shift < 0 ? "minus" : "plus"}("${durationText(Math.abs(shift))}")`;
  const way = column === "" ? "" : `: \`availableAt: (row) => row.${column}${moved}\``;
  return `Say with 'availableAt' that its rows are not known before they happen${way}.`;
}
