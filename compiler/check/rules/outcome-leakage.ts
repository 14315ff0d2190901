// What a label with a horizon speaks of begins at `asOf`: a view whose rows count before they happen, or just then, sees it.
import type { Expression } from "../../ir/expression.ts";
import type { Atom, Outcome } from "../../ir/program.ts";
import { columnsRead, constantShift } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { codes } from "../codes.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";
import { type ViewRead, viewsRead } from "./views-read.ts";
import { chosenBy, timesOf } from "./ways-of-telling.ts";

interface Leak {
  /** Completes "What happens to 'bets' ...". */
  readonly words: string;
  readonly hint: string;
}

export const outcomeLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const outcome = set?.label.outcome ?? null;
    const happening = context.named.sources.get(outcome?.source ?? "");
    if (set === null || outcome === null || happening === undefined) continue;
    for (const told of originsOf(context, happening)) {
      const columns = columnsOf(outcome, told);
      for (const read of viewsRead(set, context)) {
        for (const of of originsOf(context, read.rows).filter(({ file }) => file === told.file)) {
          const leak = leakOf(read, of, told.over(happening.eventTime), columns);
          if (leak === null) continue;
          const message = `What happens to '${of.source.name}' ${leak.words}.`;
          // It may be known before it happens, as what is due is: the author alone knows.
          const details = { severity: "warning", hint: leak.hint } as const;
          context.report.add(codes.labelLeakage, declared.asOf.span, message, details);
        }
      }
    }
  }
};

/** Columns of the file that the label is made of. */
function columnsOf({ atoms, where }: Outcome, told: Origin): ReadonlySet<string> {
  const parts = [...atoms.flatMap(({ inputs }) => inputs), ...(where === null ? [] : [where])];
  return new Set(columnsRead(parts.map(told.over)));
}

function leakOf(read: ViewRead, of: Origin, happens: Expression, label: ReadonlySet<string>): Leak | null {
  const shifts = timesOf(read.rows, of).map((time) => constantShift(time, happens));
  const known = shifts.filter((shift) => shift !== null);
  const delay = read.view.refresh?.delay ?? 0;
  const counted = read.view.atoms.map((atom): Counted => {
    const entry = known.length === 0 ? null : Math.max(...known);
    return { atom, after: entry === null ? null : entry + delay + atom.window.before };
  });
  const early = known.length === shifts.length ? readEarly(read, of, counted, label) : null;
  return early ?? chosenEarly(read, of, counted, label) ?? atTheInstant(read, counted);
}

interface Counted {
  readonly atom: Atom;
  /** How long after a row happens, to the label, it counts at the soonest; null where rows differ in it. */
  readonly after: number | null;
}

const BEFORE = "Say with 'availableAt' that its rows are not known before they happen.";

function readEarly(
  { view }: ViewRead,
  of: Origin,
  counted: readonly Counted[],
  label: ReadonlySet<string>,
): Leak | null {
  const early = counted.filter(({ after }) => after !== null && after < 0);
  if (early.length === 0) return null;
  const parts = [...early.flatMap(({ atom }) => atom.inputs), ...(view.where === null ? [] : [view.where])];
  const columns = sharedColumns(parts.map(of.over), label);
  if (columns === "") return null;
  return {
    words: `after 'asOf' is visible in '${view.name}', which read ${columns} as the label does`,
    hint: BEFORE,
  };
}

function chosenEarly(
  { view, rows }: ViewRead,
  of: Origin,
  counted: readonly Counted[],
  label: ReadonlySet<string>,
): Leak | null {
  const columns = sharedColumns(timesOf(rows, of).flatMap(chosenBy), label);
  if (columns === "" || counted.every(({ after }) => after !== null && after >= 0)) return null;
  return {
    words: `after 'asOf' may be visible in '${view.name}', whose times read ${columns} as the label does`,
    hint: BEFORE,
  };
}

function atTheInstant({ view, rows }: ViewRead, counted: readonly Counted[]): Leak | null {
  const isUnknown = lagOf(rows).kind !== "constant" && (view.refresh?.delay ?? 0) === 0;
  const isThen = ({ after }: Counted): boolean => after === 0 || (after === null && isUnknown);
  if (rows.asOf !== "inclusive" || !counted.some(isThen)) return null;
  return {
    words: `at the very instant of 'asOf' is visible in '${view.name}' and part of the label`,
    hint: "Make the source 'exclusive', or give the view's refresh a delay.",
  };
}

/** Empty where there are none. */
function sharedColumns(parts: readonly Expression[], label: ReadonlySet<string>): string {
  return columnsRead(parts)
    .filter((column) => label.has(column))
    .map((column) => `'${column}'`)
    .join(", ");
}
