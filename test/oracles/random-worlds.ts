// Worlds for the independent oracles: times on a coarse grid and around its points, so that edges and ties are common.
import type { Event, Question } from "./ask-worlds.ts";

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
/** 2001-03-01T00:00:00Z */
const ORIGIN = 983_404_800_000_000;

/** What one world's prices are made of. Sums in doubles lose of them what exact ones keep; of none, prices are of any size. */
const PRICES: readonly (readonly number[])[] = [
  [],
  [0, -0],
  [0.1, 0.2, -0.3, 1 / 3],
  // Cancels, and leaves something.
  [1e16, -1e16, 1, 0.1],
  // Halves of a step, and less.
  [2 ** -60, 2 ** -61, -3 * 2 ** -61, 1e-300],
  // Ties of doubles, which any rest breaks.
  [2 ** 70, 2 ** 17, 2 ** -60],
  [2 ** 53, 1, 2 ** -60],
  // More than one of the greatest.
  [2 ** 87, 1.5 * 2 ** 87, -(2 ** 87), 2 ** 40],
];
/** What takes over every sum that it is part of. */
const SPECIAL_PRICES = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 88, -1e300];

export interface Worlds {
  readonly events: readonly Event[];
  readonly questions: readonly Question[];
}

export function randomWorlds(count: number, seed: number): Worlds {
  let state = seed >>> 0;
  // A linear congruential generator (Numerical Recipes): chooses test data, no more.
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const instant = (): number =>
    ORIGIN +
    pick([0, 5, 10, 55, 60, 65, 355, 360, 365, 1380, 1435, 1440, 1445, 2880, 20_160, 21_600]) * MINUTE +
    pick([-1, 0, 0, 1, 90 * 1_000_000]);
  const priceOf = (prices: readonly number[]): number | null => {
    const kind = random();
    if (kind < 0.1) return null;
    if (kind < 0.13) return pick(SPECIAL_PRICES);
    return prices.length === 0 ? (random() - 0.5) * 2 ** (random() * 150 - 65) : pick(prices);
  };
  const events: Event[] = [];
  const questions: Question[] = [];
  for (let world = 0; world < count; world++) {
    const keys = [`${world}a`, `${world}b`];
    const prices = pick(PRICES);
    const rows = Math.floor(random() * 14);
    for (let row = 0; row < rows; row++) {
      const at = instant();
      events.push({
        key: pick(keys),
        at,
        created: at + pick([0, 0, MINUTE, 2 * HOUR, 30 * HOUR]),
        seq: events.length,
        amount: Math.floor((random() - 0.5) * 2000),
        price: priceOf(prices),
        note: pick([null, "", "x", "é", "😀"]),
      });
    }
    for (let question = 0; question < 5; question++) {
      questions.push({ key: pick(keys), at: instant() + pick([0, 0, HOUR, 26 * HOUR]) });
    }
  }
  return { events, questions };
}

export function byKey(events: readonly Event[]): ReadonlyMap<string, readonly Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const group = groups.get(event.key);
    if (group === undefined) groups.set(event.key, [event]);
    else group.push(event);
  }
  return groups;
}
