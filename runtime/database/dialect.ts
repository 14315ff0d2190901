// What differs between the SQL dialects that hold the metadata; everything else is written once.
import type { RawBuilder } from "kysely";

export type DialectName = "sqlite" | "postgresql";

export interface DialectDifferences {
  readonly name: DialectName;
  /** Column type of a key that the database numbers itself, in a CREATE TABLE. */
  readonly identityColumn: string;
  /** Ends a CREATE TABLE whose rows should live inside their primary key. */
  readonly clustered: string;
  /** How the nth parameter of a statement is written, from 1. */
  readonly placeholder: (position: number) => string;
  /** `expression IN (values)` with one parameter, so that the statement text does not depend on the length. */
  readonly isAnyOf: (
    expression: RawBuilder<unknown>,
    values: readonly (string | number)[],
  ) => RawBuilder<boolean>;
  /** Case-sensitive LIKE: `%` and `_` are wildcards, there is no escape character. */
  readonly like: (expression: RawBuilder<unknown>, pattern: string) => RawBuilder<boolean>;
  readonly likeIgnoringCase: (expression: RawBuilder<unknown>, pattern: string) => RawBuilder<boolean>;
  /** 1-based position of a substring, 0 when absent. */
  readonly position: (text: RawBuilder<unknown>, part: string) => RawBuilder<number>;
  /** Aggregates two texts of each row of a group into a JSON text, a list of pairs. */
  readonly jsonPairs: (first: RawBuilder<unknown>, second: RawBuilder<unknown>) => RawBuilder<string>;
  /** Statement that makes other processes wait while one migrates; null where a transaction does so by itself. */
  readonly migrationLock: string | null;
  /** Statements that keep a sweep of the blobs and the storing of artifacts apart; null as above. */
  readonly sweepLock: { readonly sweeping: string; readonly storing: string } | null;
  /** Selects a 64-bit integer so that `toInt64` reads it without losing digits. */
  readonly int64: (expression: RawBuilder<unknown>) => RawBuilder<number | string>;
}

/** A 64-bit integer: a number while that is exact, else a bigint. */
export type Int64 = number | bigint;

export function toInt64(stored: number | string): Int64 {
  if (typeof stored === "number") return stored;
  const wide = BigInt(stored);
  const narrow = Number(wide);
  return Number.isSafeInteger(narrow) ? narrow : wide;
}
