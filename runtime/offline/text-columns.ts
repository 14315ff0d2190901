// Columns of text as values of declared types: each text has one value in every file and request, or none.
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { unitsOf } from "./decimal-columns.ts";
import { safeWhole } from "./whole-columns.ts";

const HOURS = "([01][0-9]|2[0-3]):[0-5][0-9]";
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
/** As `parseInstant` has it; and a zone of hours alone, which DuckDB and PostgreSQL write into CSV files. */
const INSTANT = `${DAY}([T ]${HOURS}(:[0-5][0-9]([.][0-9]{1,6})?)?(Z|[-+]${HOURS}|[-+]([01][0-9]|2[0-3]))?)?`;
/** The engine reads no zone after minutes. */
const NO_SECONDS = `${DAY}[T ][0-9]{2}:[0-9]{2}[-+Z].*`;
/** `.0` too: pandas writes whole numbers with gaps so. */
const WHOLE = "[-+]?[0-9]+([.]0*)?";
const NUMBER = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?";
const NOT_FINITE = "(?i)nan|[-+]?inf(inity)?";
const BOOLEAN = "(?i)true|false|t|f|yes|no|y|n";

/** Blanks around a value mean nothing, as after the commas of a CSV file; in a string they are what it says. */
const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ' *(${pattern}) *')`;

/** Reads a quoted column of type VARCHAR; null where the text is no value, or a mark of decimals. No text is a list. */
export function readText(column: string, type: ValueType): string | null {
  switch (type.kind) {
    case "string":
      return column;
    case "decimal":
      return unitsOf(`trim(${column})`, "VARCHAR", type);
    case "int64":
      return `(CASE WHEN ${matches(column, WHOLE)} THEN ${safeWhole(column)} END)`;
    case "float64": {
      const value = `TRY_CAST(${column} AS DOUBLE)`;
      const finite = `(${matches(column, NUMBER)} AND isfinite(${value}))`;
      return `(CASE WHEN ${finite} OR ${matches(column, NOT_FINITE)} THEN ${value} END)`;
    }
    case "bool":
      return `(CASE WHEN ${matches(column, BOOLEAN)} THEN TRY_CAST(trim(${column}) AS BOOLEAN) END)`;
    case "timestamp": {
      const text = `trim(${column})`;
      const whole = `left(${text}, 16) || ':00' || substr(${text}, 17)`;
      // Read as TIMESTAMP, the text's zone would be dropped.
      const read = (instant: string): string =>
        `(TRY_CAST(${instant} AS TIMESTAMP WITH TIME ZONE) AT TIME ZONE 'UTC')`;
      return `(CASE WHEN NOT ${matches(column, INSTANT)} THEN NULL WHEN ${matches(column, NO_SECONDS)} THEN ${read(whole)} ELSE ${read(column)} END)`;
    }
    default:
      return null;
  }
}
