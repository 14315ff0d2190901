// Latest values against Feast's point-in-time join: for each row of the spine, every event looked at, written here anew.
import { expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { askWorlds, type Event } from "./ask-worlds.ts";
import { byKey, randomWorlds } from "./random-worlds.ts";

const folder = temporaryFolder();
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const WORLDS = 3000;
const HOUR = 3_600_000_000;

const definitions = (available: string, ttl: string): string => `
import { entity, featureView, parquet, source, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { key: t.string, at: t.timestamp,
  created: t.timestamp, seq: t.int64, amount: t.int64, note: t.string.nullable() }, eventTime: (e) => e.at,
  ${available} asOf: "inclusive", tieBreak: ["created", "seq"] });
export const owner = entity({ keys: { key: t.string } });
export const view = featureView({ entity: owner, source: events, key: (e) => ({ key: e.key }),
  features: (e) => ({ amount: e.amount, note: e.note, seq: e.seq }), refresh: "stream", ${ttl} });
`;

/** Feast's rule: \`asked - ttl <= event <= asked\`, then the greatest (event, created); of equals, ours is the last written. */
function latest(
  events: readonly Event[],
  asked: number,
  ttl: number,
  knows: (event: Event) => boolean,
): Event | undefined {
  return events
    .filter((event) => event.at <= asked && event.at >= asked - ttl && knows(event))
    .sort((a, b) => b.at - a.at || b.created - a.created || b.seq - a.seq)[0];
}

/** What Feast calls a filter by the created column, and has off by default, is availability here. */
const CASES = [
  ["no ttl", "", "", Number.POSITIVE_INFINITY, false],
  ["a ttl of 6 h", "", 'ttl: "6h"', 6 * HOUR, false],
  ["created no later than asked", "availableAt: (e) => e.created,", "", Number.POSITIVE_INFINITY, true],
  ["both", "availableAt: (e) => e.created,", 'ttl: "30h"', 30 * HOUR, true],
] as const;

test.each(
  CASES.flatMap(
    (each) =>
      [
        [...each, "indexed", ALL_INDEXED],
        [...each, "joined", NONE_INDEXED],
      ] as const,
  ),
)(`%s, ${WORLDS} worlds, seed ${SEED}`, async (_, available, ttl, age, byCreation, __, tuning) => {
  const { events, questions } = randomWorlds(WORLDS, SEED);
  const answers = await askWorlds(folder, definitions(available, ttl), events, questions, tuning);
  expect(answers.length, "one row a row of the spine").toBe(questions.length);
  const groups = byKey(events);
  let found = 0;
  questions.forEach(({ key, at }, index) => {
    const row = latest(groups.get(key) ?? [], at, age, ({ created }) => !byCreation || created <= at);
    if (row !== undefined) found++;
    expect(answers[index], `${key} as of ${at}`).toEqual({
      amount: row?.amount ?? null,
      note: row?.note ?? null,
      seq: row?.seq ?? null,
    });
  });
  expect(found).toBeGreaterThan(questions.length / 10);
});
