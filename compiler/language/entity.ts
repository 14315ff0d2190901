// `entity`: what features describe.
import type { Declaration, Published } from "./declaration.ts";
import type { ColumnType, Row, ScalarValue } from "./types.ts";

/** Key types by name: none of them nullable. */
export type KeyTypes = Readonly<Record<string, ColumnType<ScalarValue>>>;

/** Keys as they are read from a row: null only where `where` leaves the row out, which `bifold check` sees to. */
export type GivenKeys<Keys extends KeyTypes> = {
  readonly [Name in keyof Keys]: Row<Keys>[Name] | null;
};

export interface Entity<Keys extends KeyTypes> extends Declaration<"entity"> {
  readonly keys: Keys;
}

/** Something that features are about, known by one key or several: an airport, a user, a pair of airports. */
export function entity<const Keys extends KeyTypes>(definition: Published & { readonly keys: Keys }) {
  return { kind: "entity", ...definition } as Entity<Keys>;
}
