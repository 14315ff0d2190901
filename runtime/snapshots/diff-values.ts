// How the values of two snapshots differ: row by row where rows can be told apart, and by their distribution.
import { identifier, literal } from "../offline/sql-text.ts";
import type { Dataset } from "../pipeline/dataset.ts";
import type { ColumnDiff, ColumnType, Spread } from "./dataset-diff.ts";
import { queryNumbers, type Reader, scan } from "./query.ts";

/** Columns that one statement compares: it bounds what a join holds. */
const GROUP = 12;
/** Above it quantiles are approximate: exact ones hold every value of a column in memory. */
const EXACT_ROWS = 10_000_000;
const NUMBERS = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|HUGEINT|FLOAT|DOUBLE|BOOLEAN|DECIMAL.*)$/;

export interface DiffValuesOptions {
  readonly before: Dataset;
  readonly after: Dataset;
  /** Columns that both have, of the same type. */
  readonly common: readonly ColumnType[];
  /** Null where rows cannot be told apart. */
  readonly keys: readonly string[] | null;
}

export interface ValuesDiff {
  readonly changedRows: number | null;
  readonly columns: readonly ColumnDiff[];
}

export async function diffValues(engine: Reader, options: DiffValuesOptions): Promise<ValuesDiff> {
  const { before, after, common, keys } = options;
  const compared = common.filter(({ name }) => !(keys ?? []).includes(name));
  const shares = keys === null ? null : await changedShares(engine, options, keys, compared);
  const columns: ColumnDiff[] = [];
  for (const { name, type } of compared) {
    const changed = shares?.byColumn.get(name) ?? null;
    if (!NUMBERS.test(type)) continue;
    const left = await spreadOf(engine, before, name);
    const right = await spreadOf(engine, after, name);
    if ((changed ?? 0) === 0 && sameSpread(left, right)) continue;
    columns.push({ name, changed, before: left, after: right, shift: shiftOf(left, right) });
  }
  return { changedRows: shares?.rows ?? null, columns };
}

/** Rows with the same keys are matched in the order in which they stand. */
async function changedShares(
  engine: Reader,
  { before, after }: DiffValuesOptions,
  keys: readonly string[],
  compared: readonly ColumnType[],
) {
  const byColumn = new Map<string, number>();
  const names = keys.map(identifier).join(", ");
  const matched = (columns: string): string => {
    const side = ({ file }: Dataset) =>
      `(SELECT ${names}${columns}, row_number() OVER (PARTITION BY ${names} ORDER BY file_row_number) AS "row number"
        FROM read_parquet(${literal(file)}, file_row_number = true))`;
    const on = keys.map((key) => `l.${identifier(key)} IS NOT DISTINCT FROM r.${identifier(key)}`);
    return `${side(before)} l JOIN ${side(after)} r ON ${[...on, 'l."row number" = r."row number"'].join(" AND ")}`;
  };
  const differs = (name: string): string => `l.${identifier(name)} IS DISTINCT FROM r.${identifier(name)}`;
  for (let start = 0; start < compared.length; start += GROUP) {
    const group = compared.slice(start, start + GROUP).map(({ name }) => name);
    const counts = group.map((name) => `count(*) FILTER (${differs(name)})::DOUBLE`);
    const columns = group.map((name) => `, ${identifier(name)}`).join("");
    const [rows = 0, ...differing] = await queryNumbers(
      engine,
      `SELECT count(*)::DOUBLE, ${counts.join(", ")} FROM ${matched(columns)}`,
    );
    for (const [index, name] of group.entries()) {
      byColumn.set(name, rows === null || rows === 0 ? 0 : (differing[index] ?? 0) / rows);
    }
  }
  const changed = compared.filter(({ name }) => (byColumn.get(name) ?? 0) > 0).map(({ name }) => name);
  if (changed.length === 0) return { rows: 0, byColumn };
  const columns = changed.map((name) => `, ${identifier(name)}`).join("");
  const any = changed.map(differs).join(" OR ");
  const [rows] = await queryNumbers(
    engine,
    `SELECT count(*) FILTER (${any})::DOUBLE FROM ${matched(columns)}`,
  );
  return { rows: rows ?? 0, byColumn };
}

async function spreadOf(engine: Reader, { file, manifest }: Dataset, name: string): Promise<Spread> {
  const column = `${identifier(name)}::DOUBLE`;
  const quantile = manifest.rows > EXACT_ROWS ? "approx_quantile" : "quantile_disc";
  const quantiles = [0.1, 0.5, 0.9].map((share) => `${quantile}(${column}, ${share})::DOUBLE`);
  const [mean = null, p10 = null, p50 = null, p90 = null, nulls] = await queryNumbers(
    engine,
    `SELECT avg(${column}), ${quantiles.join(", ")}, 1 - count(${column}) / greatest(count(*), 1)::DOUBLE
     FROM ${scan(file)}`,
  );
  return { mean, p10, p50, p90, nulls: nulls ?? 0 };
}

/** Means are left out: their last bits depend on the order in which threads add. */
function sameSpread(left: Spread, right: Spread): boolean {
  return (["p10", "p50", "p90", "nulls"] as const).every((name) => Object.is(left[name], right[name]));
}

function shiftOf({ p10, p50, p90 }: Spread, after: Spread): number | null {
  if (p10 === null || p50 === null || p90 === null || after.p50 === null || !(p90 > p10)) return null;
  return (after.p50 - p50) / (p90 - p10);
}
