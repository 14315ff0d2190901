// Features as of a spine: all views in one statement, one output row a spine row.
import type { RequestView, ViewUse } from "../../ir/program.ts";
import type { Field, ValueType } from "../../ir/value-type.ts";
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import type { SqlDialect } from "./dialect.ts";
import { type JoinedView, withFeatures } from "./joined-views.ts";
import { replaceDecimals, resultColumn } from "./result-columns.ts";
import { printScript, type Step } from "./statement.ts";
import { viewSteps } from "./view-steps.ts";

export interface PointInTime {
  readonly dialect: SqlDialect;
  /** Those of one view share its context: it is computed once. */
  readonly views: readonly JoinedView[];
  readonly requestViews: readonly RequestView[];
  /** Output columns in order: `view__feature`. */
  readonly features: readonly string[];
  /** The spine's columns whose types are known; others are passed on as they are. */
  readonly spineColumns?: readonly Field[];
  /** Whether the output keeps `row_id`. */
  readonly keepRowId: boolean;
}

/**
 * Reads the relation `spine` (row_id, as_of, keys, request fields, anything else) and the sources by name. Gives the
 * spine's columns, then the features, in the order of `row_id`. Null or unknown keys and null or absurd instants keep
 * their row, with the values of an entity that no row speaks of.
 */
export function printPointInTime(query: PointInTime): string {
  const { identifier } = query.dialect;
  const contexts = new Set(query.views.map(({ context }) => context));
  const steps: Step[] = [timedSpine(query.dialect), ...[...contexts].flatMap(viewSteps)];
  const computed = [
    ...query.views.flatMap((view) => view.context.view.features.map(({ name }) => view.column(name))),
    ...query.requestViews.flatMap((view) => view.features.map((feature) => `${view.name}__${feature.name}`)),
  ];
  const withViews = withFeatures("timed_spine", query.views);
  const hidden = [
    ...(query.keepRowId ? [] : ["row_id"]),
    "__tau",
    ...withViews.hidden,
    ...computed.map(identifier),
  ];
  const types = new Map<string, ValueType>([
    ...query.views.flatMap((view) =>
      view.context.view.features.map(({ name, type }) => [view.column(name), type] as const),
    ),
    ...query.requestViews.flatMap((view) =>
      view.features.map(({ name, type }) => [`${view.name}__${name}`, type] as const),
    ),
  ]);
  const features = query.features.map((name) => {
    const type = types.get(name);
    return type === undefined ? identifier(name) : resultColumn({ name, type }, identifier);
  });
  const decimals = replaceDecimals(query.spineColumns ?? [], identifier);
  const relation = withRequestFeatures(query, withViews.relation);
  return printScript(
    steps,
    `SELECT ${[`* EXCLUDE (${hidden.join(", ")})${decimals}`, ...features].join(", ")}\nFROM (\n${relation}\n)\nORDER BY row_id`,
  );
}

/** The column of a view's feature: it begins with the role, or with the view's own name. */
export function featureColumn({ role, view }: ViewUse, feature: string): string {
  return `${role ?? view}__${feature}`;
}

/** The spine's column of a view's key. */
export function keyColumn({ role }: ViewUse, key: string): string {
  return role === null ? key : `${role}_${key}`;
}

/** Beyond this many microseconds from 1970 an instant is none. */
const LATEST_INSTANT = Number.MAX_SAFE_INTEGER;

/** `as_of` in microseconds; null where it is no instant. */
export function tauOf(dialect: SqlDialect): string {
  const micros = dialect.epochMicros("as_of");
  return `CASE WHEN isfinite(as_of) AND abs(${micros}) <= ${LATEST_INSTANT} THEN ${micros} END`;
}

function timedSpine(dialect: SqlDialect): Step {
  return { name: "timed_spine", view: true, body: `SELECT *, ${tauOf(dialect)} AS __tau FROM spine` };
}

function withRequestFeatures(query: PointInTime, relation: string): string {
  if (query.requestViews.length === 0) return relation;
  const { identifier } = query.dialect;
  const stages = new SqlStages("__q");
  const outputs = query.requestViews.flatMap((view) => {
    const input = ([scope, name = ""]: readonly string[]): Sql => {
      const source = view.inputs.find((candidate) => candidate.alias === scope);
      return rawSql(identifier(source === undefined ? name : featureColumn(source, name)));
    };
    return view.features.map((feature) => ({
      name: `${view.name}__${feature.name}`,
      value: emitSql(feature.expression, stages, input),
    }));
  });
  return stages.wrap(`(\n${relation}\n)`, "*", outputs);
}
