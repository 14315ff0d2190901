// Random programs on adversarial rows: SQL by two ways, served TypeScript and the reference interpreter agree to the bit.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptCounterexamples } from "./counterexamples.ts";
import { type OpenSurroundings, openSurroundings } from "./open-surroundings.ts";
import { programs } from "./programs.ts";
import { replay, runProgram } from "./run-program.ts";

const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
/** As many as are asked for are run, however long it takes. */
const ASKED = process.env.BIFOLD_RUNS === undefined ? null : Number(process.env.BIFOLD_RUNS);
const RUNS = ASKED ?? 40;
/** On a busy machine it ends by time, after the first of the same programs: at least so many, whatever the time. */
const MOST_MS = ASKED === null ? 90_000 : Number.POSITIVE_INFINITY;
const LEAST = Math.min(15, RUNS / 2);
/** A busy machine takes ten seconds a program. */
const TIMEOUT_MS = RUNS * 10_000;
const BUDGET = { worlds: 2, size: { rows: 50, probes: 25 }, seed: SEED };

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

test(
  `no face differs, up to ${RUNS} programs, seed ${SEED}`,
  async () => {
    const ends = Date.now() + MOST_MS;
    const total = { begun: 0, ended: 0, compared: 0, cases: 0 };
    // One that began and did not end has failed: it is made smaller for as long as there is time.
    const isOver = (): boolean => Date.now() > ends && (total.compared >= LEAST || total.ended < total.begun);
    await fc.assert(
      fc.asyncProperty(programs, async ({ text }) => {
        if (isOver()) return;
        total.begun++;
        const outcome = await runProgram(text, surroundings, BUDGET);
        if (outcome.kind === "run") {
          expect(outcome.counterexample).toBeNull();
          // Where too few values could be compared nothing was held to anything.
          if (outcome.shortfall === null) {
            expect(outcome.cases).toBeGreaterThan(0);
            total.compared++;
            total.cases += outcome.cases;
          }
        }
        total.ended++;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: false },
    );
    const { begun, compared, cases } = total;
    console.log(`fuzz: ${compared} of ${begun} programs compared, ${cases} values compared, seed ${SEED}`);
    expect(compared).toBeGreaterThanOrEqual(LEAST);
    // A generator that the checker refuses tests nothing.
    expect(compared).toBeGreaterThan(begun / 2);
  },
  TIMEOUT_MS,
);

test.each(keptCounterexamples())("%s differs no more", async (_, kept) => {
  const { cases, difference } = await replay(kept, surroundings);
  expect(difference).toBeNull();
  expect(cases).toBeGreaterThan(0);
});
