// Checks a label with a horizon: aggregates over what happens to a row's keys in [asOf, asOf + horizon).
import type { DeclaredLabel, DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Label } from "../ir/program.ts";
import { misplaced } from "./aggregate-calls.ts";
import { createAtomTable } from "./atoms.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import { createInfer } from "./infer.ts";
import { entryNamed, refuseDoubles, sortedByName } from "./names.ts";
import { type Facts, NO_FACTS, narrow } from "./narrow.ts";
import { createHorizon } from "./horizon.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { findRow } from "./rows.ts";
import type { SpineField } from "./spine.ts";
import { readDuration } from "./time.ts";
import { BOOL } from "./types.ts";
import { viewScope } from "./view-scope.ts";
import type { Infer } from "./typed.ts";

type DeclaredOutcome = Extract<DeclaredLabel, { kind: "outcome" }>;

interface SpineKeys {
  readonly keys: readonly SpineField[];
  /** Names of those that no view needs. */
  readonly ownKeys: readonly string[];
}

interface CheckedOutcome {
  /** Of an expression over the horizon's rows. */
  readonly infer: Infer;
  /** The label in terms of the aggregates that were inferred; null after reporting. */
  settle(value: Omit<Label, "outcome">): Label | null;
}

export function checkOutcome(
  declared: DeclaredTrainingSet,
  outcome: DeclaredOutcome,
  { keys, ownKeys }: SpineKeys,
  context: Context,
): CheckedOutcome | null {
  const { report } = context;
  const horizon = readDuration(outcome.horizon, "A horizon", report);
  const row = findRow(outcome.source, declared.span, context);
  if (row === null || horizon === null) return null;
  const { where } = outcome;
  const facts = where === null ? NO_FACTS : narrow(NO_FACTS, where, true, context.shapeOf);
  const inferRow = createInfer(context, rowScope(context, row, misplaced("'where'")));
  const filter = where === null ? null : coerce(context, inferRow(where), BOOL, where.span, "'where'");
  const key = checkOutcomeKey(declared, outcome, keys, row, facts, context);
  const atoms = createAtomTable();
  const infer = createInfer(context, viewScope(context, row, facts, atoms));
  const within = createHorizon(outcome.horizon, context);
  return {
    infer: (node) => {
      const rewritten = within(node);
      return rewritten === null ? null : infer(rewritten);
    },
    settle(value) {
      const settled = atoms.settle([value]);
      const [feature] = settled.features;
      const beyond = settled.atoms.find(({ window }) => window.length !== horizon);
      if (beyond !== undefined || settled.atoms.length === 0) {
        const [entry] = outcome.value;
        report.add(
          codes.outcomeWindow,
          entry?.value.span ?? outcome.span,
          `Label '${value.name}' reads what is not of the horizon.`,
          { hint: "Aggregate over it, as in `count().overAll() === 0`." },
        );
        return null;
      }
      if (feature === undefined) return null;
      const { source } = row;
      return { ...feature, outcome: { horizon, source, key, ownKeys, where: filter, atoms: settled.atoms } };
    },
  };
}

/** Each by the name and in the type of a key of the training set. */
function checkOutcomeKey(
  { keys: written }: DeclaredTrainingSet,
  { key: entries, source, span }: DeclaredOutcome,
  keys: readonly SpineField[],
  row: SourceRow,
  facts: Facts,
  context: Context,
): readonly SpineField[] {
  const { report } = context;
  refuseDoubles(entries, "keys", report);
  const infer = createInfer(context, rowScope(context, row, misplaced("A key")));
  const names = written.map(({ name }) => `'${name}'`).join(", ");
  const orOwn = `${names === "" ? "" : `one of ${names}, or `}a key of the label's own, which 'keys' returns too`;
  if (entries.length === 0) {
    report.add(codes.outcomeKey, span, `Rows of '${source.name}' are found by no key.`, {
      hint: `Return from 'key' ${orOwn}.`,
    });
  }
  const found = entries.flatMap(({ name, nameSpan, value }): readonly SpineField[] => {
    const typed = infer(value, facts);
    const key = keys.find((each) => each.name === name);
    // A key that is written there but is none was reported there, or its view failed.
    if (key === undefined && entryNamed(written, name) !== undefined) return [];
    if (key === undefined) {
      report.add(codes.outcomeKey, nameSpan, `The training set has no key '${name}'.`, {
        hint: `Return '${name}' from 'keys' too, whether a view needs it or not${names === "" ? "" : `, or find rows by one of ${names}`}.`,
      });
      return [];
    }
    const hint = "Leave such rows out with `where`.";
    const expression = coerce(context, typed, key.type, value.span, `Key '${name}'`, hint);
    return expression === null ? [] : [{ name, type: key.type, expression }];
  });
  return sortedByName(found);
}
