// What happens at an exact instant is asked for in every world: the end of a ttl, and that of a label's horizon.
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import { trainingRows } from "../../compiler/library/reference/evaluate-training-set.ts";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { holdTrainingSet } from "../fuzz/hold-training-set.ts";
import { withProgram } from "../fuzz/run-program.ts";
import { openProject } from "../harness/project.ts";
import { planted } from "./plant.ts";

const PROGRAM = `
import { count, entity, featureView, last, parquet, source, t, trainingSet } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, n: t.float64 },
  eventTime: (e) => e.at });
export const user = entity({ keys: { user: t.string } });
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ newest: last(e.n), n: count().over("1d") }), refresh: { every: "10m" }, ttl: "6h" });
export const learn = trainingSet({ spine: events, keys: (e) => ({ user: e.user }), asOf: (e) => e.at,
  label: { horizon: "1h", source: events, key: (e) => ({ user: e.user }), value: () => ({ more: count().overAll() }) },
  views: [view] });
`;
const HOUR = 3_600_000_000;

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

test("a served value that is dropped at the very end of its ttl, or kept an instant longer, is found out", async () => {
  for (const moved of [-1, 1]) {
    const { counterexample } = await withProgram(PROGRAM, (faces) => {
      const { online } = faces;
      if (online === null) throw new Error("the view is not served");
      // As if the row's age were an instant more or less, of that comparison alone.
      const values: typeof online.generated.values = (row, tau) => {
        const at = faces.view.features.findIndex(({ name }) => name === "newest");
        const sound = [...online.generated.values(row, tau)];
        sound[at] = online.generated.values(row, tau + moved)[at] ?? null;
        return sound;
      };
      const changed = { ...faces, online: { ...online, generated: { ...online.generated, values } } };
      const budget = { worlds: 4, size: { rows: 80, probes: 40 }, seed: 20_010_615 };
      return certifyView(changed, surroundings, budget);
    });
    expect(counterexample).toMatchObject({ feature: "newest", faces: ["reference", "served"] });
  }
});

test("a row whose horizon ends with the last event is an example, and one an instant later is none", async () => {
  const { value } = compile([{ file: "definitions/a.ts", text: PROGRAM }]);
  const [set] = value?.plan.trainingSets ?? [];
  if (value === null || set === undefined) throw new Error("the program has no training set");
  const last = 1000 * HOUR;
  const rows = [last - 2 * HOUR, last - HOUR - 1, last - HOUR, last - HOUR + 1, last].map((at) => ({
    user: "a",
    at,
    n: 1,
  }));
  const world = { rows: { events: rows }, probes: [] };
  const found = trainingRows(value.plan, set, () => rows);
  expect(found.map(({ as_of }) => Number(as_of) - last).sort((a, b) => a - b)).toEqual([
    -2 * HOUR,
    -HOUR - 1,
    -HOUR,
  ]);
  const { cases, difference } = await withProgram(PROGRAM, (faces) =>
    holdTrainingSet(value.plan, set, faces, surroundings, world),
  );
  expect(difference).toBeNull();
  expect(cases).toBe(3 * 3 * set.features.length);
});

/** As long as nearly all of the time that there is, which 2001 lies within. */
const longProgram = (window: string) => `
import { count, entity, featureView, last, parquet, source, sum, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, n: t.float64 },
  eventTime: (e) => e.at });
export const user = entity({ keys: { user: t.string } });
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ n: count().over(${window}), total: sum(e.n).over(${window}) }), refresh: { every: "1d" }, ttl: "80000d" });
`;
const LONG = ['"60000d"', '"91000d"', '"1d", { before: "91250d" }'];

test.each(LONG)("the edges of a window of %s are asked for, within what a timestamp can be", (window) =>
  withProgram(longProgram(window), async (faces) => {
    for (const seed of [20_010_615, 1, 2]) {
      const budget = { worlds: 4, size: { rows: 80, probes: 40 }, seed };
      const sound = await certifyView(faces, surroundings, budget);
      expect(sound).toMatchObject({ counterexample: null, shortfall: null });
      const changed = planted(faces, /__et >= __tail/g, "__et > __tail");
      expect((await certifyView(changed, surroundings, budget)).counterexample).not.toBeNull();
    }
  }),
);

test("compile certifies long windows", async () => {
  const project = openProject({
    "definitions/a.ts": longProgram('"91000d"'),
    "bifold.yaml": "project: test\nenvironments: { local: { online: { store: lmdb, path: online } } }\n",
  });
  expect((await project.run("compile")).stdout).toContain("Certified: view.");
});
