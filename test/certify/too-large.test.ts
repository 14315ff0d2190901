// Sums that are refused as too large: a refusal is an answer of a face, and no view is certified on refusals alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import { createTally } from "../../runtime/certify/tally.ts";
import type { Faces } from "../../runtime/certify/contract.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { withProgram } from "../fuzz/run-program.ts";
import { planted } from "./plant.ts";

const programOf = (features: string, more = ""): string => `
import { clamp, count, entity, featureView, parquet, source, sum, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, n: t.int64 },
  eventTime: (e) => e.at });
export const user = entity({ keys: { user: t.string } });
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ ${features} }), refresh: { every: "10m" }, ${more} });
`;
const GREAT = programOf("total: sum(clamp(e.n, 9000000000000000, 9007199254740991)).overAll()");
const PLAIN = programOf('total: sum(e.n).over("1d")');
const BUDGET = { worlds: 4, size: { rows: 80, probes: 40 }, seed: 20_010_615 };

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

const certify = (program: string, change: (faces: Faces) => Faces = (faces) => faces) =>
  withProgram(program, (faces) => certifyView(change(faces), surroundings, BUDGET));

test("where nearly every sum is too large, smaller worlds are drawn until values were compared", async () => {
  const { cases, counterexample, shortfall } = await certify(GREAT);
  expect({ counterexample, shortfall }).toEqual({ counterexample: null, shortfall: null });
  // Each of three faces has to answer an eighth of all questions at least.
  expect(cases).toBeGreaterThanOrEqual(3 * (BUDGET.worlds * BUDGET.size.probes) * (1 / 8));
});

test("a ttl hides a sum that is too large, and so does no face wrong", async () => {
  const program = programOf(
    'total: sum(clamp(e.n, 9000000000000000, 9007199254740991)).over("1d"), n: count().over("1d")',
    'ttl: "6h"',
  );
  expect(await certify(program)).toMatchObject({ counterexample: null, shortfall: null });
});

test.each([
  ["great sums", GREAT, "NOT BETWEEN -1 AND"],
  ["negative sums", PLAIN, "BETWEEN 0 AND"],
])("a statement that refuses %s without need is found out", async (_, program, bound) => {
  const { counterexample } = await certify(program, (faces) =>
    planted(faces, /BETWEEN -9007199254740991 AND/g, bound),
  );
  expect(counterexample?.faces).toEqual(["reference", "indexed"]);
  expect(counterexample?.bits[1]).toContain("too large");
  expect(counterexample?.world.probes).toHaveLength(1);
});

test.each([
  ["", GREAT],
  [" of plain numbers", PLAIN],
])("a statement that adds up what it should refuse%s is found out", async (_, program) => {
  const { counterexample } = await certify(program, (faces) =>
    planted(faces, /ELSE error\('[^']*'\)/g, "ELSE 0"),
  );
  expect(counterexample?.bits[0]).toContain("too large");
});

test.each([
  ["refuses", /BETWEEN -9007199254740991 AND/g, "BETWEEN 0 AND"],
  ["does not refuse", /ELSE error\('[^']*'\)/g, "ELSE 0"],
])("a job that %s otherwise than the reference is found out", async (_, pattern, replacement) => {
  const { counterexample } = await certify(PLAIN, (faces) => {
    if (faces.online === null) throw new Error("the view is not served");
    const job = faces.online.job.replace(pattern, replacement);
    expect(job).not.toBe(faces.online.job);
    return { ...faces, online: { ...faces.online, job } };
  });
  expect(counterexample?.faces).toEqual(["reference", "served"]);
});

const NOTHING_HELD = { cases: 0, difference: null, answered: {}, calm: [] };

test("what answers nothing but refusals is certified on nothing, and says why", () =>
  withProgram(PLAIN, async (faces) => {
    const world = { rows: {}, probes: [] };
    const tally = createTally(faces, 20);
    expect(tally.shortfall()).toBe(
      "too few questions were answered: 0 of 20 by 'indexed', 0 of 20 by 'joined', 0 of 20 by 'weighed', 0 of 20 by 'served'",
    );
    tally.add(world, { ...NOTHING_HELD, refusedAtoms: null });
    expect(tally.shortfall()).toContain("since a view beside its rows refuses sums as too large");
    tally.add(world, { ...NOTHING_HELD, refusedAtoms: faces.view.atoms.map(({ id }) => id) });
    expect(tally.shortfall()).toBe(
      "'total': whatever rows there are, down to one, their sum is refused as too large",
    );
  }));
