// Features as of a spine: all views in one statement, one output row a spine row.
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import type { RequestView } from "../../ir/program.ts";
import { whenEmpty } from "./atoms.ts";
import type { SqlDialect } from "./dialect.ts";
import { cutOf } from "./cuts.ts";
import { keyEquality } from "./probe-steps.ts";
import { printScript, type Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";
import { viewSteps } from "./view-steps.ts";

export interface PointInTime {
  readonly dialect: SqlDialect;
  readonly views: readonly ViewContext[];
  readonly requestViews: readonly RequestView[];
  /** Output columns in order: `view__feature`. */
  readonly features: readonly string[];
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
  const steps: Step[] = [timedSpine(query.dialect), ...query.views.flatMap(viewSteps)];
  const computed = [
    ...query.views.flatMap((context) =>
      context.view.features.map((feature) => `${context.view.name}__${feature.name}`),
    ),
    ...query.requestViews.flatMap((view) => view.features.map((feature) => `${view.name}__${feature.name}`)),
  ];
  const hidden = [
    ...(query.keepRowId ? [] : ["row_id"]),
    "__tau",
    ...query.views.flatMap((context) => atomNames(context).map((atom) => joinedName(context, atom))),
    ...computed.map(identifier),
  ];
  const features = query.features.map(identifier);
  const relation = withRequestFeatures(query, withViewFeatures(query, joinedViews(query)));
  return printScript(
    steps,
    `SELECT ${[`* EXCLUDE (${hidden.join(", ")})`, ...features].join(", ")}\nFROM (\n${relation}\n)\nORDER BY row_id`,
  );
}

/** Beyond this many microseconds from 1970 an instant is none. */
const LATEST_INSTANT = Number.MAX_SAFE_INTEGER;

function timedSpine(dialect: SqlDialect): Step {
  const micros = dialect.epochMicros("as_of");
  return {
    name: "timed_spine",
    view: true,
    body: `SELECT *, CASE WHEN isfinite(as_of) AND abs(${micros}) <= ${LATEST_INSTANT} THEN ${micros} END AS __tau FROM spine`,
  };
}

/** Every spine row once: a view's values are unique by keys and cut. */
function joinedViews(query: PointInTime): string {
  const atoms = query.views.flatMap((context) =>
    atomNames(context).map((atom) => `${aliasOf(context)}.${atom} AS ${joinedName(context, atom)}`),
  );
  const joins = query.views.map((context) => {
    const alias = aliasOf(context);
    return `LEFT JOIN ${context.step("values")} ${alias} ON ${keyEquality(context, "s", alias)} AND ${alias}.__cut = ${cutOf(context, "s.__tau")}`;
  });
  return `SELECT ${["s.*", ...atoms].join(", ")}\nFROM timed_spine s\n${joins.join("\n")}`;
}

function withViewFeatures(query: PointInTime, relation: string): string {
  const stages = new SqlStages("_f");
  const outputs = query.views.flatMap((context) =>
    context.view.features.map((feature) => ({
      name: `${context.view.name}__${feature.name}`,
      value: emitSql(feature.expression, stages, noInputs, (id) => atomAtTau(context, id)),
    })),
  );
  return stages.wrap(`(\n${relation}\n)`, "*", outputs);
}

function withRequestFeatures(query: PointInTime, relation: string): string {
  if (query.requestViews.length === 0) return relation;
  const { identifier } = query.dialect;
  const stages = new SqlStages("_q");
  const outputs = query.requestViews.flatMap((view) => {
    const input = ([scope, name]: readonly string[]): Sql => {
      if (scope === "request") return rawSql(identifier(name ?? ""));
      const source = view.inputs.find((candidate) => candidate.alias === scope)?.view ?? "";
      return rawSql(identifier(`${source}__${name}`));
    };
    return view.features.map((feature) => ({
      name: `${view.name}__${feature.name}`,
      value: emitSql(feature.expression, stages, input),
    }));
  });
  return stages.wrap(`(\n${relation}\n)`, "*", outputs);
}

/** An aggregate's value at tau: too old a latest value is null, an unknown entity has the value of no rows. */
function atomAtTau(context: ViewContext, id: string): Sql {
  const column = joinedName(context, id);
  const atom = context.view.atoms.find((candidate) => candidate.id === id);
  if (atom?.carriesTime && context.view.ttl !== null) {
    return rawSql(
      `(CASE WHEN ${joinedName(context, `${id}_time`)} >= __tau - ${context.view.ttl} THEN ${column} END)`,
    );
  }
  const empty = whenEmpty(context, id);
  return rawSql(empty === null ? column : `coalesce(${column}, ${empty})`);
}

function atomNames(context: ViewContext): readonly string[] {
  return context.view.atoms.flatMap((atom) => (atom.carriesTime ? [atom.id, `${atom.id}_time`] : [atom.id]));
}

function joinedName(context: ViewContext, atom: string): string {
  return context.dialect.identifier(`__${context.view.name}__${atom}`);
}

function aliasOf(context: ViewContext): string {
  return context.step("joined");
}

function noInputs(path: readonly string[]): Sql {
  throw new Error(`a feature of aggregates reads ${path.join(".")}`);
}
