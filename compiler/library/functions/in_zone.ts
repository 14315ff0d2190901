// `timestamp.in("Europe/Zurich")`.
import { EARLIEST_US, LATEST_US } from "../calendar.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING, TIMESTAMP } from "../kinds.ts";
import { sqlLiteral } from "../literals.ts";
import { didYouMean } from "../nearest-name.ts";
import { pair } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";
import { FIRST_ZONE_SECOND, LAST_ZONE_SECOND, wallClock, zoneNames } from "../zones.ts";

const inferKinds = infersExactly(["timestamp", "string"], TIMESTAMP);
const NAMES = new Set(zoneNames());
const NOON_IN_JUNE = 991_396_800_000_000;

export const in_zone: FunctionDefinition = {
  spellings: [{ form: "method", name: "in" }],
  summary:
    'What a clock of a literal time zone shows, for its parts: `x.in("Europe/Zurich").hour()`; years 1970 to 2037, beyond them the offset of the end.',
  nulls: "strict",
  infer: (args) => {
    const kinds = inferKinds(args);
    const zone = args[1]?.literal;
    if (kinds === null || "problem" in kinds || (typeof zone === "string" && NAMES.has(zone))) return kinds;
    const near = typeof zone === "string" ? didYouMean(zone, zoneNames()) : undefined;
    return {
      problem: "takes the literal name of a time zone.",
      hint: near ?? 'Names are those of the IANA database, such as "Europe/Zurich".',
      argument: 1,
    };
  },
  evaluate: (us, zone) => wallClock(us as number, zone as string),
  javascript: (args, scope) => call(scope.helper("wallClock"), ...args.map(({ text }) => text)),
  sql: (args, scope) => {
    const [time, { literal }] = pair(args);
    const zone = sqlLiteral(literal ?? "", STRING);
    const us = (second: number): string => `make_timestamp(${second * 1_000_000})`;
    const x = scope.bind(time.text);
    const near = scope.bind(sql`least(greatest(${x}, ${us(FIRST_ZONE_SECOND)}), ${us(LAST_ZONE_SECOND)})`);
    const local: Sql = sql`epoch_us(timezone(${zone}, timezone('UTC', ${near})))`;
    const moved = sql`(epoch_us(${x}) + ${local} - epoch_us(${near}))`;
    return sql`make_timestamp(least(greatest(${moved}, ${String(EARLIEST_US)}), ${String(LATEST_US)}))`;
  },
  examples: [
    {
      args: [NOON_IN_JUNE, "Europe/Zurich"],
      types: [TIMESTAMP, STRING],
      result: NOON_IN_JUNE + 2 * 3_600_000_000,
    },
    { args: [-1, "America/New_York"], types: [TIMESTAMP, STRING], result: -1 - 5 * 3_600_000_000 },
    { args: [LATEST_US, "Asia/Kolkata"], types: [TIMESTAMP, STRING], result: LATEST_US },
  ],
};
