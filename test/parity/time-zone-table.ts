// The transitions of every time zone, asked of DuckDB and written as text.
import type { DuckDBConnection } from "@duckdb/node-api";
import { FIRST_ZONE_SECOND, LAST_ZONE_SECOND } from "../../compiler/library/zones.ts";

const DAY = 86_400;
const AREAS = "Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific";

/** Seconds east of UTC of `zone` at `second`. */
const OFFSET = (zone: string, second: string): string => {
  const at = `make_timestamp((${second}) * 1000000)`;
  return `((epoch_us(timezone(${zone}, timezone('UTC', ${at}))) - epoch_us(${at})) // 1000000)`;
};

/** The text of compiler/library/tables/time-zones.ts. */
export async function timeZoneTable(connection: DuckDBConnection): Promise<string> {
  await connection.run(`CREATE OR REPLACE TABLE zones AS SELECT name FROM pg_timezone_names()
    WHERE regexp_matches(name, '^(${AREAS})/') OR name = 'UTC'`);
  await connection.run(`CREATE OR REPLACE TABLE days AS
    SELECT name, d, ${OFFSET("name", "d")} AS o FROM zones, range(${FIRST_ZONE_SECOND}, ${LAST_ZONE_SECOND + DAY}, ${DAY}) t(d)`);
  // Between two midnights the offset changes at most once: halved until a second is left.
  await connection.run(`CREATE OR REPLACE TABLE changes AS SELECT name, d AS low, next AS high, o, after FROM (
    SELECT name, d, o, lead(d) OVER w AS next, lead(o) OVER w AS after FROM days WINDOW w AS (PARTITION BY name ORDER BY d)
  ) WHERE o <> after`);
  for (let width = DAY; width > 1; width = Math.ceil(width / 2)) {
    await connection.run(`CREATE OR REPLACE TABLE changes AS
      SELECT name, CASE WHEN same THEN middle ELSE low END AS low, CASE WHEN same THEN high ELSE middle END AS high, o, after
      FROM (SELECT *, ${OFFSET("name", "middle")} = o AS same FROM (SELECT *, (low + high) // 2 AS middle FROM changes))`);
  }
  const first = await connection.runAndReadAll(
    "SELECT name, min_by(o, d) FROM days GROUP BY name ORDER BY name",
  );
  const moved = await connection.runAndReadAll("SELECT name, high, after FROM changes ORDER BY name, high");
  return printZones(
    first.getRows().map(([name, offset]) => [String(name), Number(offset)]),
    moved.getRows().map(([name, second, offset]) => [String(name), Number(second), Number(offset)]),
  );
}

function printZones(
  first: readonly (readonly [string, number])[],
  moved: readonly (readonly [string, number, number])[],
): string {
  const texts = new Map<string, string[]>();
  for (const [name, offset] of first) {
    let before = FIRST_ZONE_SECOND;
    const parts = [offset.toString(36)];
    for (const [zone, second, after] of moved) {
      if (zone !== name) continue;
      parts.push(`${(second - before).toString(36)} ${after.toString(36)}`);
      before = second;
    }
    const text = parts.join(",");
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  const lines = [...texts].map(([text, names]) => `  "${names.join(" ")}": "${text}",`);
  return [
    "// Time zones in DuckDB, written by test/parity/generated: the names that share it, then the first offset in seconds,",
    "// then seconds since the change before, or since 1970, with the new offset; all in base 36.",
    "// biome-ignore-all format: as generated",
    "",
    "export const TIME_ZONES: Readonly<Record<string, string>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}
