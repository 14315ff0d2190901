// `npm run fuzz -- --minutes 30 [--seed N]`: random programs for as long as is given; what differs is made small and kept.
import { parseArgs } from "node:util";
import fc from "fast-check";
import type { Budget } from "../../runtime/certify/contract.ts";
import { keepCounterexample } from "./counterexamples.ts";
import { openSurroundings } from "./open-surroundings.ts";
import { programs } from "./programs.ts";
import { runProgram } from "./run-program.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? 5);
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_007);
if (!(minutes > 0) || !Number.isSafeInteger(firstSeed)) {
  console.error("usage: npm run fuzz -- --minutes 30 [--seed 1]");
  process.exit(1);
}

/** What programs call their view and their training set. */
const OF_WORLDS: readonly string[] = ["view", "learn"];

const surroundings = await openSurroundings();
const ends = Date.now() + minutes * 60_000;
const total = { programs: 0, refused: 0, short: 0, cases: 0, found: 0 };
for (let seed = firstSeed; Date.now() < ends; seed++) {
  const checked = await fc.check(
    fc.asyncProperty(programs, async ({ text }) => {
      total.programs++;
      const outcome = await runProgram(text, surroundings, budgetOf(seed));
      if (outcome.kind === "refused") total.refused++;
      else if (outcome.shortfall !== null) total.short++;
      else total.cases += outcome.cases;
      return outcome.kind === "refused" || outcome.counterexample === null;
    }),
    { numRuns: 50, seed, markInterruptAsFailure: false, interruptAfterTimeLimit: ends - Date.now() + 60_000 },
  );
  if (checked.failed && checked.counterexample !== null) await report(checked.counterexample[0].text, seed);
  console.log(
    `seed ${seed}: ${total.programs} programs (${total.refused} refused, ${total.short} of too few values), ${total.cases} values, ${total.found} differences`,
  );
}
surroundings.close();
process.exitCode = total.found > 0 ? 1 : 0;

function budgetOf(seed: number): Budget {
  return { worlds: 3, size: { rows: 80, probes: 40 }, seed };
}

async function report(program: string, seed: number): Promise<void> {
  total.found++;
  const outcome = await runProgram(program, surroundings, budgetOf(seed));
  if (outcome.kind !== "run" || outcome.counterexample === null) {
    console.log(`seed ${seed}: an exception, with this program:\n${program}`);
    return;
  }
  const { view, feature, faces, bits, world } = outcome.counterexample;
  const isWorld = OF_WORLDS.includes(view);
  const name = keepCounterexample(isWorld ? { program, world } : { program, budget: budgetOf(seed) });
  console.log(
    `${feature}: ${faces.join(" and ")} differ, ${bits.join(" against ")}; kept as ${name}\n${program}`,
  );
}
