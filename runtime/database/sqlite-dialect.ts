// SQLite's side of the dialect differences.
import { sql } from "./kysely.ts";
import type { DialectDifferences } from "./dialect.ts";

/** GLOB is SQLite's only case-sensitive pattern match: translate `%`, `_` and quote what GLOB treats as special. */
export function globOfLike(pattern: string): string {
  return pattern.replace(/[%_*?[]/g, (character) => {
    if (character === "%") return "*";
    if (character === "_") return "?";
    return `[${character}]`;
  });
}

export const sqliteDialect: DialectDifferences = {
  name: "sqlite",
  identityColumn: "INTEGER PRIMARY KEY AUTOINCREMENT",
  clustered: "WITHOUT ROWID",
  placeholder: () => "?",
  isAnyOf: (expression, values) =>
    sql<boolean>`${expression} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`,
  like: (expression, pattern) => sql<boolean>`${expression} GLOB ${globOfLike(pattern)}`,
  likeIgnoringCase: (expression, pattern) => sql<boolean>`${expression} LIKE ${pattern}`,
  position: (text, part) => sql<number>`instr(${text}, ${part})`,
  jsonPairs: (first, second) => sql<string>`json_group_array(json_array(${first}, ${second}))`,
  migrationLock: null,
  sweepLock: null,
  int64: (expression) =>
    sql<number | string>`CASE WHEN ${expression} BETWEEN -9007199254740991 AND 9007199254740991
      THEN ${expression} ELSE CAST(${expression} AS TEXT) END`,
};
