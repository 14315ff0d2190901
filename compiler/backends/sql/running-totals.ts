// Running totals over all entities at once: one pass over rows sorted by entity and time.
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

export interface TotalColumn {
  readonly name: string;
  /** The column of rows that is totalled, where it is not of that name. */
  readonly of?: string;
  /** A column that is 1 for the rows that count, where not all do. */
  readonly counts?: string;
  readonly merge: "sum" | "max";
  /** Of the total over all entities. */
  readonly type: string;
  /** The few values other than 0 that a row adds, where they are few. */
  readonly takes?: readonly number[] | undefined;
  /** Whether all but a few rows add 0. */
  readonly rare?: boolean | undefined;
}

export interface RowTotals {
  /** A SELECT of `__key_id`, `__t` and the totals' columns. */
  readonly rows: string;
  readonly totals: readonly TotalColumn[];
}

/**
 * One running total serves every entity: the difference of two look-ups of one entity cancels what came before it
 * (sums), and ranks rise with the entity (maxima). A sentinel row an entity makes every look-up hit. Sorting once and
 * streaming is several times cheaper than a window an entity, and a hot entity costs what others do.
 */
export function runningTotals(context: ViewContext, { rows, totals: columns }: RowTotals): string {
  const totals = columns.map(
    (column) => `${runningTotal(column, "OVER (ROWS UNBOUNDED PRECEDING)")} AS ${column.name}`,
  );
  return `SELECT __key_id, __t, ${totals.join(", ")}
FROM (
  SELECT * FROM (
    ${rows}
    UNION ALL
    SELECT __key_id, ${BEFORE_ALL_TIME}, ${columns.map(() => "0").join(", ")} FROM ${context.step("keys")} WHERE __hot
  ) ORDER BY __key_id, __t
)`;
}

/** `over` follows each aggregate. To count each of a few values streams several times as fast as a sum does, and so does what is left out. */
export function runningTotal(total: TotalColumn, over: string): string {
  const { name, merge, type, of = name, counts, takes, rare } = total;
  const times = (value: number): string => (value === 1 ? "" : ` * ${value}`);
  const filter = (...conditions: readonly string[]): string =>
    [...conditions, ...(counts === undefined ? [] : [`${counts} = 1`])].join(" AND ");
  if (takes !== undefined)
    return takes
      .map((value) => `count(*) FILTER (${filter(`${of} = ${value}`)}) ${over}${times(value)}`)
      .join(" + ");
  if (!rare && counts === undefined) return `${merge}(${of}) ${over}::${type}`;
  const counted = filter(...(rare ? [`${of} <> 0`] : []));
  return `coalesce(${merge}(${of}) FILTER (${counted}) ${over}, 0)::${type}`;
}

/** The lanes of a view's sums, each once whatever the windows. */
export function sumColumns(context: ViewContext): readonly TotalColumn[] {
  const lanes = new Map(context.lanesOf("prefix").map(({ lane }) => [lane.id, lane]));
  return [...lanes.values()].map(({ id, type, takes, rare }) => ({
    name: id,
    merge: "sum",
    type,
    takes,
    rare,
  }));
}

/** What rows add, by entity and time, as it stands. */
export function rowsBy(context: ViewContext, time: string): RowTotals {
  const totals = sumColumns(context);
  const columns = ["__key_id", `${time} AS __t`, ...totals.map(({ name }) => name)];
  return { rows: `SELECT ${columns.join(", ")} FROM ${context.step("hot_rows")}`, totals };
}

/** Sums by entity and time, ready to be totalled; `time` is an expression over the view's rows. */
export function groupedTotals(context: ViewContext, time: string): RowTotals {
  const totals = sumColumns(context).map(({ takes: _, ...total }) => total);
  const sums = totals.map(({ name }) => `sum(${name}) AS ${name}`);
  return {
    rows: `SELECT __key_id, ${time} AS __t, ${sums.join(", ")} FROM ${context.step("hot_rows")} GROUP BY ALL`,
    totals,
  };
}
