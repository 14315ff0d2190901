// Windows against the rule of Chronon's naive aggregator, derived from its description and written here anew.
import { expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { askWorlds } from "./ask-worlds.ts";
import { WINDOWS, windowOf } from "./chronon-windows.ts";
import { byKey, randomWorlds } from "./random-worlds.ts";

const folder = temporaryFolder();
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const WORLDS = 3000;

const DEFINITIONS = `
import { count, countDistinct, entity, featureView, lastN, max, mean, min, parquet, source, sum, t, variancePopulation } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { key: t.string, at: t.timestamp, seq: t.int64,
  amount: t.int64, note: t.string.nullable() }, eventTime: (e) => e.at, tieBreak: ["seq"] });
export const owner = entity({ keys: { key: t.string } });
export const view = featureView({ entity: owner, source: events, key: (e) => ({ key: e.key }),
  features: (e) => ({
    total: sum(e.amount).over(["1h", "6h", "1d", "14d"]),
    number: count().over(["1h", "6h", "1d", "14d"]),
    average: mean(e.amount).over(["1h", "6h", "1d", "14d"]),
    least: min(e.amount).over(["1h", "6h", "1d", "14d"]),
    greatest: max(e.amount).over(["1h", "6h", "1d", "14d"]),
    spread: variancePopulation(e.amount).over(["1h", "6h", "1d", "14d"]),
    kinds: countDistinct(e.note).over(["1h", "6h", "1d", "14d"]),
    newest: lastN(e.amount, 3).over(["1h", "6h", "1d", "14d"]),
  }),
  refresh: "stream" });
`;

test.each([
  ["indexed", ALL_INDEXED],
  ["joined", NONE_INDEXED],
])(`${WORLDS} worlds, keys %s, seed ${SEED}`, async (_, tuning) => {
  const { events, questions } = randomWorlds(WORLDS, SEED);
  const answers = await askWorlds(folder, DEFINITIONS, events, questions, tuning);
  expect(answers.length).toBe(questions.length);
  const groups = byKey(events);
  let nonEmpty = 0;
  questions.forEach(({ key, at }, index) => {
    for (const [name, length] of Object.entries(WINDOWS)) {
      const rows = windowOf(groups.get(key) ?? [], at, length);
      const amounts = rows.map(({ amount }) => amount);
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      const squares = amounts.reduce((sum, amount) => sum + amount * amount, 0);
      const n = amounts.length;
      if (n > 0) nonEmpty++;
      const newest = [...rows].sort((a, b) => b.at - a.at || b.seq - a.seq).slice(0, 3);
      // Amounts are small integers, so plain arithmetic is exact here.
      expect({ ...answers[index], window: name, key, at }).toMatchObject({
        [`total_${name}`]: total,
        [`number_${name}`]: n,
        [`average_${name}`]: n === 0 ? null : total / n,
        [`least_${name}`]: n === 0 ? null : Math.min(...amounts),
        [`greatest_${name}`]: n === 0 ? null : Math.max(...amounts),
        // Another formula, so it may round the last place otherwise.
        [`spread_${name}`]: n === 0 ? null : expect.closeTo((n * squares - total * total) / (n * n), 8),
        [`kinds_${name}`]: new Set(rows.flatMap(({ note }) => (note === null ? [] : [note]))).size,
        [`newest_${name}`]: newest.map(({ amount }) => amount),
      });
    }
  });
  expect(nonEmpty).toBeGreaterThan(questions.length);
});
