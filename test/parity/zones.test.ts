// Every time zone shows the same clock in the table and in DuckDB: around each change, and at instants in between.
import { expect, test } from "vitest";
import { LAST_ZONE_SECOND, wallClock, zoneNames } from "../../compiler/library/zones.ts";
import { openDatabase } from "./database.ts";
import { SEED } from "./seed.ts";
import { createTable } from "./tables.ts";
import { createRandom } from "./values.ts";

const DRAWS = 400;
const HOUR = 3_600_000_000;

/** The first instant of a new offset, halved out of a span that has one change. */
function changeWithin(zone: string, from: number, to: number): number {
  const offsetAt = (us: number): number => wallClock(us, zone) - us;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offsetAt(from)) low = middle;
    else high = middle;
  }
  return high;
}

test(`${DRAWS} instants of each zone, and its changes to the microsecond, seed ${SEED}`, async () => {
  const connection = await openDatabase();
  const random = createRandom(SEED);
  const zones: string[] = [];
  const instants: number[] = [];
  const add = (zone: string, us: number): void => {
    zones.push(zone);
    instants.push(us);
  };
  for (const zone of zoneNames()) {
    for (let draw = 0; draw < DRAWS; draw++) add(zone, Math.floor(random() * LAST_ZONE_SECOND) * 1e6 + 1);
    let before = wallClock(0, zone);
    for (let us = 0; us < LAST_ZONE_SECOND * 1e6; us += 12 * HOUR) {
      const offset = wallClock(us, zone) - us;
      if (offset !== before) {
        for (const shift of [-12, -6, -1, 0, 1]) add(zone, us + shift * HOUR - 1);
        const change = changeWithin(zone, us - 12 * HOUR, us);
        for (const shift of [-1, 0, 1]) add(zone, change + shift);
      }
      before = offset;
    }
  }
  await createTable(connection, "instants", [
    { name: "zone", type: { kind: "string", nullable: false }, values: zones },
    { name: "us", type: { kind: "int64", nullable: false }, values: instants },
    {
      name: "wanted",
      type: { kind: "int64", nullable: false },
      values: instants.map((us, at) => wallClock(us, zones[at] ?? "")),
    },
  ]);
  const reader = await connection.runAndReadAll(`SELECT zone, us, wanted, found FROM (
    SELECT *, epoch_us(timezone(zone, timezone('UTC', make_timestamp(us)))) AS found FROM instants
  ) WHERE found <> wanted LIMIT 5`);
  expect(zoneNames().length).toBeGreaterThan(300);
  expect(instants.length).toBeGreaterThan(200_000);
  expect(reader.getRows()).toEqual([]);
}, 120_000);
