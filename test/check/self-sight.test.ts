// What is said of a row's sight of itself is what comes out of asking at every instant, by the rule of docs/time.md.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Reading, type Sight, sightOf } from "../../compiler/check/rules/self-sight.ts";

const steps = fc.integer({ min: 1, max: 12 });
const some = fc.integer({ min: 0, max: 15 });

const readings: fc.Arbitrary<Reading> = fc.record({
  window: fc
    .record({ length: fc.option(fc.integer({ min: 1, max: 30 })), hop: steps, before: some })
    .map((window) => (window.length === null ? { ...window, hop: 1 } : window)),
  refresh: fc.option(fc.record({ every: steps, delay: some })),
  inclusive: fc.boolean(),
  ttl: fc.option(fc.integer({ min: 1, max: 40 })),
});

/** Whether a row that happened `event` before tau, and was known `available` before it, is among those that are read. */
function isSeen(tau: number, event: number, available: number, reading: Reading): boolean {
  const { window, refresh, inclusive, ttl } = reading;
  const cut = refresh === null ? tau : Math.floor((tau - refresh.delay) / refresh.every) * refresh.every;
  const end = cut - window.before;
  const entry = Math.max(tau - event, tau - available);
  const tail =
    window.length === null
      ? Number.NEGATIVE_INFINITY
      : Math.floor((end - window.length) / window.hop) * window.hop;
  return (inclusive ? entry <= end : entry < end) && tau - event >= tail && (ttl === null || event <= ttl);
}

function askedAtAll(event: number, available: number, reading: Reading): Sight {
  // No two of these lengths have more instants between them until all falls alike again.
  const instants = Array.from(
    { length: (reading.refresh?.every ?? 1) * reading.window.hop },
    (_, tau) => tau,
  );
  const seen = instants.filter((tau) => isSeen(tau, event, available, reading)).length;
  return seen === 0 ? "never" : seen === instants.length ? "always" : "some";
}

const gaps = fc.integer({ min: -5, max: 90 });

it("is exact where both times are a fixed time before", () => {
  const met = new Set<Sight>();
  fc.assert(
    fc.property(gaps, gaps, readings, (event, available, reading) => {
      const found = sightOf({ event, available }, reading);
      met.add(found);
      expect(found).toBe(askedAtAll(event, available, reading));
    }),
    { numRuns: 20_000 },
  );
  expect(met).toEqual(new Set(["never", "some", "always"]));
});

it("is never 'never' of a row that is seen, where one of the times is not known", () => {
  fc.assert(
    fc.property(gaps, gaps, readings, (event, available, reading) => {
      const unknown = [
        sightOf({ event, available: null }, reading),
        sightOf({ event: null, available }, reading),
      ];
      for (const found of unknown) expect(["never", "maybe"]).toContain(found);
      if (askedAtAll(event, available, reading) === "never") return;
      expect(unknown).toEqual(["maybe", "maybe"]);
    }),
    { numRuns: 5_000 },
  );
});
