// One way to compute aggregates, whole: what it asks of grouped rows, of indexed rows, and what its columns mean.
import type { SqlOutput, SqlStages } from "../../library/sql-stages.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * Views are computed twice over: rows grouped by probe (entities with few rows, and materialization, where an entity
 * is its own probe), and rows indexed for look-ups (hot entities). A strategy answers both with the same columns.
 */
export interface SqlStrategy {
  /** A key is indexed once joining its probes with its rows costs more than this many times indexing both. */
  hotFactor(context: ViewContext): number;
  /** What it reads of a view's rows beside `__et` and `__in`: all else is never materialized. */
  rowColumns(context: ViewContext): readonly string[];
  /** The columns that `grouped` and `hot` both give, one row a probe; `values` reads them. */
  columns(context: ViewContext): readonly string[];
  grouped(context: ViewContext, frame: Frame): Grouped;
  hot(context: ViewContext): Hot;
  /** The aggregates' values: `a0`, `a1`, ..., `a1_time`. All `columns` are null for a probe that no row speaks of. */
  values(context: ViewContext, stages: SqlStages): readonly SqlOutput[];
}

/**
 * Rows that counted at their group's cut when no aggregate looks back (`before` 0): `__et`, `__in` and the strategies'
 * columns of the view's rows (`__at`, `x0`, `__tie_0`, `l0`), the group's own columns, and for each group one cut.
 */
export interface Frame {
  /** The columns that name a group: `__probe_id`, or the keys. */
  readonly by: readonly string[];
  /**
   * The value of rows that count in a window, and for which all conditions hold; null for the others, which aggregates pass over. The
   * engine has buffers for every column that any aggregate reads beside each FILTER: with hundreds, most of its time and memory.
   */
  value(sql: string, windowId: string, conditions?: readonly string[]): string;
  /** What follows an aggregate that does not pass over nulls. */
  filter(windowId: string, conditions: readonly string[]): string;
}

export interface Grouped {
  /** Aggregates over a group's rows: `max(CASE WHEN ... THEN l2 END) AS l2_w0`. */
  readonly aggregates: readonly string[];
  /** Relations made of `grouped`, which has `by` and the aggregates: `LEFT JOIN (...) r USING (__probe_id)`. */
  readonly joins?: readonly string[];
  /** The strategy's columns, from the aggregates and the joins. */
  readonly reads: readonly string[];
}

/**
 * Steps read `hot_rows` (all columns of the view's rows and `__key_id`), `keys` (`__key_id`, `__hot`) and `probes`
 * (`__probe_id`, `__key_id`, `__cut`); what they make is freed with the view.
 */
export interface Hot {
  readonly steps: readonly Step[];
  /** Joined to the probes of hot keys, `p`; must not multiply them. */
  readonly joins: readonly string[];
  /** The strategy's columns: `e.l0 - l.l0_w0 AS l0_w0`. */
  readonly reads: readonly string[];
}
