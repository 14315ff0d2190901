// Labels with a horizon: what happens to a row's keys in [as_of, as_of + horizon), by the machinery of feature views.
import type { TrainingSetPlan, ViewPlan } from "../../ir/plan.ts";
import { rowsRelation } from "../../library/rows-relation.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import type { SqlDialect } from "./dialect.ts";
import { type JoinedView, withFeatures } from "./joined-views.ts";
import { tauOf } from "./point-in-time.ts";
import { emitRow, micros } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { Tuning } from "./tuning.ts";
import { type ViewContext, viewContext } from "./view-context.ts";
import { viewSteps } from "./view-steps.ts";

interface OutcomeQuery {
  readonly set: TrainingSetPlan;
  readonly outcome: ViewPlan;
  readonly dialect: SqlDialect;
  readonly tuning: Tuning | undefined;
}

/** The rows whose horizon is over, `__tau` its end, then the aggregates of what happened within. */
export function finishedSteps(query: OutcomeQuery, rows: string): readonly Step[] {
  const { set, dialect } = query;
  const finished: Step = {
    name: finishedRows(query),
    comment: `${set.name}: rows whose horizon is over, with its end`,
    body: `SELECT *, ${endOfRow(query)} AS __tau FROM (\n${rows}\n)\nWHERE ${endOfHorizon({ ...query, dialect })}`,
  };
  return [finished, ...viewSteps(contextOf(query))];
}

/** The rows of the last step with their label, in the columns' order. */
export function labelledRows(query: OutcomeQuery): string {
  const { outcome } = query;
  const view: JoinedView = {
    context: contextOf(query),
    alias: outcome.name,
    keys: outcome.keys.map(({ name }) => name),
    column: (feature) => feature,
  };
  const { relation, hidden } = withFeatures(finishedRows(query), [view]);
  return `SELECT * EXCLUDE (${["__tau", ...hidden].join(", ")}) FROM (\n${relation}\n)`;
}

/** Whether a row's horizon is over at the last event time of the label's source. */
export function endOfHorizon(query: OutcomeQuery): string {
  const { outcome } = query;
  const stages = new SqlStages("__e");
  const context = contextOf(query);
  const end = micros(context, emitRow(context, outcome.eventTime, stages));
  const times = stages.wrap(rowsRelation(outcome.source, outcome.union), [], [{ name: "__et", value: end }]);
  return `${endOfRow(query)} <= (SELECT max(__et) FROM (\n${times}\n))`;
}

function endOfRow({ set, dialect }: OutcomeQuery): string {
  return `(${tauOf(dialect)} + ${set.label.outcome?.horizon ?? 0})`;
}

function finishedRows({ set, dialect }: OutcomeQuery): string {
  return dialect.identifier(`${set.name}__finished`);
}

function contextOf(query: OutcomeQuery): ViewContext {
  const { outcome, dialect, tuning } = query;
  return viewContext(outcome, dialect, tuning, { prefix: outcome.name, asked: finishedRows(query) });
}
