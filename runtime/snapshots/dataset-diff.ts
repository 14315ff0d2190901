// What two snapshots of training sets differ in.
import type { Change } from "./changes.ts";

export interface ColumnType {
  readonly name: string;
  /** As the engine calls it. */
  readonly type: string;
}

export interface Spread {
  readonly mean: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  /** Share of rows without a value, 0 to 1. */
  readonly nulls: number;
}

export interface ColumnDiff {
  readonly name: string;
  /** Share of the rows that both have whose value differs, 0 to 1; null where rows cannot be told apart. */
  readonly changed: number | null;
  readonly before: Spread;
  readonly after: Spread;
  /** How far the median has moved, in units of the range from the 10th to the 90th percentile before. */
  readonly shift: number | null;
}

export interface DatasetDiff {
  readonly before: string;
  readonly after: string;
  /** The same bytes. */
  readonly identical: boolean;
  readonly rows: {
    readonly before: number;
    readonly after: number;
    /** Rows that only one of them has, by the content of all columns that both have. */
    readonly added: number;
    readonly removed: number;
    /** Of rows that both have by their keys: those whose other columns differ; null where rows cannot be told apart. */
    readonly changed: number | null;
  };
  readonly columns: {
    readonly added: readonly ColumnType[];
    readonly removed: readonly ColumnType[];
    readonly retyped: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  };
  /** Columns of numbers whose values differ. */
  readonly values: readonly ColumnDiff[];
  /** Definitions whose fingerprints differ: `training set`, or a feature view. */
  readonly fingerprints: Readonly<Record<string, Change>>;
  /** Source files whose contents differ. */
  readonly sources: Readonly<Record<string, Change>>;
  /** Whether the statements that built them differ. */
  readonly statements: boolean;
}
