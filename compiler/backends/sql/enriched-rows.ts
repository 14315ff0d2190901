// Rows of a source with features of other views beside them, each as of the row's event time.
import type { RowInputPlan, ViewPlan } from "../../ir/plan.ts";
import { columnsRead } from "../../library/expressions.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { type JoinedView, withFeatures } from "./joined-views.ts";
import { besideRow, emitRow, micros } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import { type ViewContext, viewContext } from "./view-context.ts";

/** What gives a view its values: handed in, for an input is a view with rows of its own. */
type StepsOf = (context: ViewContext) => readonly Step[];

/**
 * `rows` holds the source's columns and `carried`. Gives the relation to read in its place, after the steps: the same
 * rows, and `__<alias>__<feature>` for each feature that is read. Without inputs these are the rows themselves.
 */
export function enrichedRows(
  context: ViewContext,
  rows: string,
  carried: readonly string[],
  stepsOf: StepsOf,
): { readonly steps: readonly Step[]; readonly relation: string } {
  const { view } = context;
  if (view.rowInputs.length === 0) return { steps: [], relation: rows };
  const stages = new SqlStages("__i");
  const asking = {
    name: context.step("asking_rows"),
    comment: `${view.name}: its rows, and what each asks of other views as of its event time`,
    body: stages.wrap(
      rows,
      [...carried, ...columnsOf(view)],
      [
        { name: "__tau", value: micros(context, emitRow(context, view.eventTime, stages)) },
        ...view.rowInputs.flatMap((input) =>
          input.key.map(({ name, expression }) => ({
            name: keyColumn(input, name),
            value: emitRow(context, expression, stages),
          })),
        ),
      ],
    ),
  };
  const inputs = view.rowInputs.map((input) => joinedInput(context, input, asking.name));
  const { relation, hidden } = withFeatures(asking.name, inputs);
  return {
    steps: [
      asking,
      ...inputs.flatMap((input) => stepsOf(input.context)),
      {
        name: context.step("enriched_rows"),
        view: true,
        body: `SELECT * EXCLUDE (${["__tau", ...hidden].join(", ")}) FROM (\n${relation}\n)`,
      },
    ],
    relation: context.step("enriched_rows"),
  };
}

/** The source's columns that the view reads: the rest need not be kept beside them. */
function columnsOf({
  inputs,
  where,
  eventTime,
  availableAt,
  tieBreak,
  rowInputs,
}: ViewPlan): readonly string[] {
  const keys = rowInputs.flatMap((input) => input.key);
  const expressions = [...inputs, ...keys].map(({ expression }) => expression);
  const read = columnsRead([...expressions, where, eventTime, availableAt]);
  return [...new Set([...read, ...tieBreak.map(({ name }) => name)])];
}

function joinedInput(context: ViewContext, input: RowInputPlan, asking: string): JoinedView {
  const { dialect } = context;
  const keys = input.key.map(({ name }) => keyColumn(input, name));
  const columns = input.key.map(
    ({ name }, index) => `${dialect.identifier(keys[index] ?? name)} AS ${dialect.identifier(name)}`,
  );
  return {
    context: viewContext(input.view, dialect, context.tuning, {
      prefix: `${context.prefix}__${input.alias}`,
      asked: `(SELECT ${[...columns, "__tau"].join(", ")} FROM ${asking})`,
    }),
    alias: `${input.alias}__input`,
    keys,
    column: (feature) => besideRow(input.alias, feature),
  };
}

/** No feature's column: features hold no double underscore. */
function keyColumn({ alias }: RowInputPlan, key: string): string {
  return `__${alias}__key__${key}`;
}
