// What rows are read from: the rows of a file, and those of several sources in one shape.
import type { Expression } from "./expression.ts";
import type { Field, ValueType } from "./value-type.ts";

/** What views and training sets read: rows with two times, of a source or of a union of sources. */
export interface Rows {
  readonly name: string;
  readonly columns: readonly Field[];
  readonly eventTime: Expression;
  /** null: a row is available at its event time. */
  readonly availableAt: Expression | null;
  /** exclusive: a row counts strictly after it became available; inclusive: from that instant on. */
  readonly asOf: "exclusive" | "inclusive";
  readonly tieBreak: readonly string[];
  /** How far back rows are kept, in microseconds; null: for ever. */
  readonly retention: number | null;
  readonly description: string | null;
}

export interface Source extends Rows {
  readonly format: "parquet" | "csv";
  /** Relative to the project root. */
  readonly path: string;
}

/**
 * The rows of several sources, each mapped to the common columns. Where the union declares no times of its own, its
 * rows carry those of their source: `__event_time` and `__available_at`, which are no columns that authors can read.
 */
export interface Union extends Rows {
  /** In the order of the sources' names. */
  readonly parts: readonly UnionPart[];
}

export interface UnionPart {
  readonly source: string;
  /** The common columns in their order, then the times that the union's own refer to. */
  readonly columns: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly expression: Expression;
  }[];
}
