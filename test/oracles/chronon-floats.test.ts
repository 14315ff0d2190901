// Windows of doubles, at once and as of the last hour or day, against Chronon's rule and sums by whole numbers without bounds.
import { expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { askWorlds, type Event } from "./ask-worlds.ts";
import { cutOf, REFRESHES, WINDOWS, windowOf } from "./chronon-windows.ts";
import { exactTotal } from "./exact-total.ts";
import { byKey, randomWorlds } from "./random-worlds.ts";

const folder = temporaryFolder();
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const WORLDS = 300;

const definitions = (refresh: string): string => `
import { count, entity, featureView, first, last, max, mean, min, parquet, source, sum, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { key: t.string, at: t.timestamp, seq: t.int64,
  price: t.float64.nullable() }, eventTime: (e) => e.at, tieBreak: ["seq"] });
export const owner = entity({ keys: { key: t.string } });
export const view = featureView({ entity: owner, source: events, key: (e) => ({ key: e.key }),
  features: (e) => ({
    total: sum(e.price).over(["1h", "6h", "1d", "14d"]),
    number: count().over(["1h", "6h", "1d", "14d"]),
    priced: count(e.price).over(["1h", "6h", "1d", "14d"]),
    average: mean(e.price).over(["1h", "6h", "1d", "14d"]),
    least: min(e.price).over(["1h", "6h", "1d", "14d"]),
    greatest: max(e.price).over(["1h", "6h", "1d", "14d"]),
    earliest: first(e.price).over(["1h", "6h", "1d", "14d"]),
    newest: last(e.price).over(["1h", "6h", "1d", "14d"]),
  }),
  refresh: ${refresh} });
`;

/** By hand, of the rows that count. A zero that is no sum has no sign, and NaN is both the least and the greatest. */
function answersOf(rows: readonly Event[]): Readonly<Record<string, number | null>> {
  const ordered = [...rows].sort((a, b) => a.at - b.at || a.seq - b.seq);
  const prices = ordered.flatMap(({ price }) => (price === null ? [] : [price]));
  const total = exactTotal(prices);
  const number = prices.length;
  const one = (price: number | undefined): number | null => (price === undefined ? null : price + 0);
  return {
    total,
    number: rows.length,
    priced: number,
    average: number === 0 ? null : total / number,
    least: number === 0 ? null : Math.min(...prices) + 0,
    greatest: number === 0 ? null : Math.max(...prices) + 0,
    earliest: one(prices[0]),
    newest: one(prices.at(-1)),
  };
}

test.each(
  REFRESHES.flatMap(
    (refresh) =>
      [
        [refresh.text, "indexed", refresh, ALL_INDEXED],
        [refresh.text, "joined", refresh, NONE_INDEXED],
      ] as const,
  ),
)(`refresh %s, keys %s, ${WORLDS} worlds, seed ${SEED}`, async (_, __, refresh, tuning) => {
  const { events, questions } = randomWorlds(WORLDS, SEED);
  const answers = await askWorlds(folder, definitions(refresh.text), events, questions, tuning);
  expect(answers.length).toBe(questions.length);
  const groups = byKey(events);
  let nonEmpty = 0;
  let rounded = 0;
  questions.forEach(({ key, at }, index) => {
    const mine = groups.get(key) ?? [];
    for (const [name, length] of Object.entries(WINDOWS)) {
      const wanted = answersOf(windowOf(mine, cutOf(at, refresh), length));
      if (wanted.priced !== 0) nonEmpty++;
      if (wanted.number !== windowOf(mine, at, length).length) rounded++;
      const named = Object.entries(wanted).map(([feature, value]) => [`${feature}_${name}`, value]);
      expect({ ...answers[index], window: name, key, at }).toMatchObject(Object.fromEntries(named));
    }
  });
  expect(nonEmpty).toBeGreaterThan(questions.length / 2);
  // A cadence shows in the answers, or it was held to nothing.
  if (refresh.every > 1) expect(rounded).toBeGreaterThan(questions.length / 10);
});
