// `parseTimestamp(text)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";
import { parseInstant } from "../time-text.ts";

const HOURS = "([01][0-9]|2[0-3]):[0-5][0-9]";
const SHAPE = `^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]${HOURS}(:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-]${HOURS})?)?$`;
/** A sign before hours and minutes is a zone's: those of the date stand before a "T" or a blank. */
const ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})$";

export const parse_timestamp: FunctionDefinition = {
  spellings: [{ form: "function", name: "parseTimestamp" }],
  summary:
    "The instant that the text spells in ISO 8601, of UTC where it has no zone; null where it is another text, or beyond the years 1685 to 2254.",
  nulls: "strict",
  infer: infersExactly(["string"], { kind: "timestamp", nullable: true }),
  evaluate: (text) => parseInstant(text as string),
  javascript: (args, scope) => call(scope.helper("parseInstant"), only(args, 0).text),
  sql: (args, scope) => {
    const text = scope.bind(only(args, 0).text);
    const zone = scope.bind(sql`regexp_extract(${text}, '${ZONE}')`);
    const number = (from: number): Sql =>
      sql`coalesce(TRY_CAST(substr(${zone}, ${String(from)}, 2) AS BIGINT), 0)`;
    // SQL's own reading drops the zone: it is taken off, and its minutes are subtracted.
    const local = sql`epoch_us(TRY_CAST(left(${text}, length(${text}) - length(${zone})) AS TIMESTAMP))`;
    const sign = sql`CASE WHEN left(${zone}, 1) = '-' THEN -60000000 ELSE 60000000 END`;
    const east = sql`(${number(2)} * 60 + ${number(5)}) * ${sign}`;
    const us = scope.bind(sql`(CASE WHEN regexp_matches(${text}, '${SHAPE}') THEN ${local} - ${east} END)`);
    return sql`(CASE WHEN abs(${us}) <= ${String(Number.MAX_SAFE_INTEGER)} THEN make_timestamp(${us}) END)`;
  },
  examples: [
    { args: ["2024-01-31T17:05:00Z"], types: [STRING], result: 1_706_720_700_000_000 },
    { args: ["2024-01-31 17:05"], types: [STRING], result: 1_706_720_700_000_000 },
    { args: ["2024-01-31T17:05:00.25-05:30"], types: [STRING], result: 1_706_740_500_250_000 },
    { args: ["1970-01-01"], types: [STRING], result: 0 },
    { args: ["2023-02-29"], types: [STRING], result: null },
    { args: ["2024-01-31T24:00:00Z"], types: [STRING], result: null },
    { args: ["1600-01-01"], types: [STRING], result: null },
    { args: ["31.01.2024"], types: [STRING], result: null },
    { args: [""], types: [STRING], result: null },
  ],
};
