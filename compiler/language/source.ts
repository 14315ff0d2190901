// `source`: where rows come from, and when each could first be known.
import type { Declaration, Published } from "./declaration.ts";
import type { Duration } from "./duration.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ColumnTypes, Row } from "./types.ts";

/** One file of rows; the path is relative to the project. */
export interface FileFormat {
  readonly format: "parquet" | "csv";
  readonly path: string;
}

export interface Source<Columns extends ColumnTypes> extends Declaration<"source"> {
  readonly columns: Columns;
}

interface SourceDefinition<Columns extends ColumnTypes> extends Published {
  readonly from: FileFormat;
  readonly columns: Columns;
  /** When it happened: windows are over this. */
  readonly eventTime: (row: Row<Columns>) => Timestamp;
  /** When the row could first be known; its event time where this is left out. */
  readonly availableAt?: (row: Row<Columns>) => Timestamp;
  /** Whether a row counts strictly after it became available ("exclusive", the default) or from that instant on. */
  readonly asOf?: "exclusive" | "inclusive";
  /** Columns that order rows of the same event time and availability. */
  readonly tieBreak?: readonly (keyof Columns & string)[];
  /** How far back its rows are kept; for ever where it is left out. */
  readonly retention?: Duration;
}

/** Rows of events or states, with their types and times. */
export function source<const Columns extends ColumnTypes>(definition: SourceDefinition<Columns>) {
  return { kind: "source", ...definition } as unknown as Source<Columns>;
}

/** `parquet("data/flights.parquet")` */
export function parquet(path: string): FileFormat {
  return { format: "parquet", path };
}

/** `csv("data/airports.csv")`: with a header line. */
export function csv(path: string): FileFormat {
  return { format: "csv", path };
}
