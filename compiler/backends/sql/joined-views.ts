// Features of views beside the rows that ask for them: one look-up a view and row, whoever asks.
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { whenEmpty } from "./atoms.ts";
import { cutOf } from "./cuts.ts";
import { carriedKeys, type ViewContext } from "./view-context.ts";

/** A view as some rows ask for it: under a role, or as an input, its keys have names of their own. */
export interface JoinedView {
  readonly context: ViewContext;
  /** Tells two uses of one view apart. */
  readonly alias: string;
  /** The asking rows' columns with the view's keys, in their order. */
  readonly keys: readonly string[];
  /** The feature's output column. */
  column(feature: string): string;
}

/**
 * `rows` has `__tau` and the keys, and all its columns are kept: a view's values are unique by keys and cut, so each
 * row stays one. Output: the rows, then the features; `hidden` names what else there is.
 */
export function withFeatures(
  rows: string,
  views: readonly JoinedView[],
): { readonly relation: string; readonly hidden: readonly string[] } {
  const hidden = views.flatMap((view) => atomNames(view).map((atom) => joinedName(view, atom)));
  const stages = new SqlStages("__f");
  const outputs = views.flatMap((view) =>
    view.context.view.features.map((feature) => ({
      name: view.column(feature.name),
      value: emitSql(feature.expression, stages, tau, (id) => atomAtTau(view, id)),
    })),
  );
  return { relation: stages.wrap(`(\n${joined(rows, views)}\n)`, "*", outputs), hidden };
}

function joined(rows: string, views: readonly JoinedView[]): string {
  const atoms = views.flatMap((view) =>
    atomNames(view).map((atom) => `${aliasOf(view)}.${atom} AS ${joinedName(view, atom)}`),
  );
  const joins = views.map((view) => {
    const { context, keys } = view;
    const { identifier } = context.dialect;
    const alias = aliasOf(view);
    const equal = carriedKeys(context.view).map(
      (key, index) => `s.${identifier(keys[index] ?? key)} = ${alias}.${key}`,
    );
    const same = [...equal, `${alias}.__cut = ${cutOf(context, "s.__tau")}`].join(" AND ");
    return `LEFT JOIN ${context.step("values")} ${alias} ON ${same}`;
  });
  return `SELECT ${["s.*", ...atoms].join(", ")}\nFROM ${rows} s\n${joins.join("\n")}`;
}

/** An aggregate's value at tau: too old a latest value is null, an unknown entity has the value of no rows. */
function atomAtTau(joinedView: JoinedView, id: string): Sql {
  const { context } = joinedView;
  const column = joinedName(joinedView, id);
  const atom = context.view.atoms.find((candidate) => candidate.id === id);
  if (atom?.carriesTime && context.view.ttl !== null) {
    return rawSql(
      `(CASE WHEN ${joinedName(joinedView, `${id}_time`)} >= __tau - ${context.view.ttl} THEN ${column} END)`,
    );
  }
  const empty = whenEmpty(context, id);
  return rawSql(empty === null ? column : `coalesce(${column}, ${empty})`);
}

function atomNames({ context }: JoinedView): readonly string[] {
  return context.view.atoms.flatMap((atom) => (atom.carriesTime ? [atom.id, `${atom.id}_time`] : [atom.id]));
}

function joinedName({ context, alias }: JoinedView, atom: string): string {
  return context.dialect.identifier(`__${alias}__${atom}`);
}

function aliasOf({ context, alias }: JoinedView): string {
  return context.dialect.identifier(`${alias}__joined`);
}

/** All that features read beside aggregates is the instant that they are asked for. */
function tau(path: readonly string[]): Sql {
  if (path.length === 1 && path[0] === "as_of") return rawSql("make_timestamp(__tau)");
  throw new Error(`a feature of aggregates reads ${path.join(".")}`);
}
