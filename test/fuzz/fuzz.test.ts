// Random programs on adversarial rows: SQL by two ways, served TypeScript and the reference interpreter agree to the bit.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptCounterexamples } from "./counterexamples.ts";
import { type OpenSurroundings, openSurroundings } from "./open-surroundings.ts";
import { programs } from "./programs.ts";
import { replay, runProgram } from "./run-program.ts";

const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const RUNS = Number(process.env.BIFOLD_RUNS ?? 40);
const BUDGET = { worlds: 2, size: { rows: 50, probes: 25 }, seed: SEED };

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

test(`no face differs, ${RUNS} programs, seed ${SEED}`, async () => {
  let run = 0;
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(programs, async ({ text }) => {
      const outcome = await runProgram(text, surroundings, BUDGET);
      if (outcome.kind === "refused") return;
      expect(outcome.counterexample).toBeNull();
      // Where too few values could be compared nothing was held to anything.
      if (outcome.shortfall !== null) return;
      expect(outcome.cases).toBeGreaterThan(0);
      run++;
      cases += outcome.cases;
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: false, interruptAfterTimeLimit: 240_000 },
  );
  console.log(`fuzz: ${run} of ${RUNS} programs compared, ${cases} values compared, seed ${SEED}`);
  // A generator that the checker refuses tests nothing.
  expect(run).toBeGreaterThan(RUNS / 2);
});

test.each(keptCounterexamples())("%s differs no more", async (_, kept) => {
  const { cases, difference } = await replay(kept, surroundings);
  expect(difference).toBeNull();
  expect(cases).toBeGreaterThan(0);
});
