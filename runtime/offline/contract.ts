// The offline engine's contract: sources by name, a spine, statements, columnar results, Parquet out.
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, ScalarKind, ScalarValue, Value } from "../../compiler/ir/value-type.ts";

/** One column of a batch. `values[i]` is meaningless where `valid` is given and `valid[i]` is 0. */
export type Column =
  | {
      readonly kind: "int64" | "float64" | "decimal" | "timestamp";
      readonly values: Float64Array;
      readonly valid: Uint8Array | null;
    }
  | { readonly kind: "bool"; readonly values: Uint8Array; readonly valid: Uint8Array | null }
  | {
      readonly kind: "string";
      readonly values: readonly (string | null)[];
      readonly valid: Uint8Array | null;
    }
  | {
      readonly kind: "list";
      /** Of the items. */
      readonly element: ScalarKind;
      readonly values: readonly (readonly ScalarValue[] | null)[];
      readonly valid: null;
    };

/** A few thousand rows, column by column; int64, decimals (units) and timestamps (microseconds) as safe integers. */
export interface Batch {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Column[];
}

export interface SourceInfo {
  readonly name: string;
  /** Absolute paths, in their order; several where the source's path is a pattern. */
  readonly files: readonly string[];
  readonly rows: number;
  /** Greatest event time of all rows, microseconds; null without rows. */
  readonly lastEventTime: number | null;
}

/** A column of a user's spine. Keys may be null, which have no features; what a request must carry may not. */
export interface SpineField extends Field {
  readonly required?: boolean;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Share of the work done, 0 to 1, as far as the engine can tell. */
  readonly onProgress?: (share: number) => void;
}

export interface OfflineEngine {
  readonly kind: string;
  /** Checks the files against the declaration (UserError F50xx) and makes it readable under the source's name. */
  registerSource(source: Source, root: string): Promise<SourceInfo>;
  /** Makes the relation `spine` of a statement's rows: row_id in their order, then the statement's columns. */
  spineFromQuery(sql: string, options?: RunOptions): Promise<{ readonly rows: number }>;
  /**
   * Makes the relation `spine` of a user's file; `columns` must be there (besides `as_of`) and are cast. Others are kept
   * as they are: in the types of a Parquet file, as the texts of a CSV file.
   */
  spineFromFile(
    file: string,
    columns: readonly SpineField[],
    options?: RunOptions,
  ): Promise<{ readonly rows: number }>;
  /** Makes the relation `spine` of values: `columns[c][r]`, `as_of` (microseconds) the same for all rows. */
  spineFromValues(
    columns: readonly Field[],
    values: readonly (readonly Value[])[],
    asOf: number,
  ): Promise<void>;
  /** Results in batches; one statement at a time on an engine. Parameters are BIGINT. */
  stream(
    sql: string,
    parameters?: Readonly<Record<string, number>>,
    options?: RunOptions,
  ): AsyncIterable<Batch>;
  /** Writes a statement's result as Parquet (zstd), first beside the target, then moved: never half a file. */
  writeParquet(sql: string, file: string, options?: RunOptions): Promise<{ readonly rows: number }>;
  close(): void;
}
