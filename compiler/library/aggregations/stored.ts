// A value as states hold it: a zero has no sign there.
import type { ValueType } from "../../ir/value-type.ts";
import { type Sql, sql } from "../sql.ts";

export function stored(value: Sql, { kind }: ValueType): Sql {
  return kind === "float64" ? sql`(${value} + 0e0)` : value;
}
