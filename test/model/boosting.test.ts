// The histogram booster grows exactly the trees that trying every split on plain rows gives.
import { expect, test } from "vitest";
import { boost } from "../../definitions/trainers/gbdt/boost.ts";
import { readParameters } from "../../definitions/trainers/gbdt/parameters.ts";
import { readTrainingData } from "../../definitions/trainers/gbdt/read-training-data.ts";
import { boostNaively, nest } from "./naive-boosting.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { FEATURES, makeWorld, query } from "./training-world.ts";

const directory = temporaryDirectory();

test.each([
  { rows: 150, params: { trees: 5, depth: 3, min_child_weight: 1 } },
  { rows: 400, params: { trees: 3, depth: 4, min_child_weight: 0, l2: 0, learning_rate: 1 } },
  { rows: 300, params: { trees: 4, depth: 2, max_bins: 7, min_gain: 2 } },
])("$rows rows, $params", async ({ rows, params }) => {
  const job = await makeWorld({ directory, name: `boosting-${rows}`, rows, held: 0 });
  const parameters = readParameters(params);
  const { state, edges, counts } = await readTrainingData(job, {
    depth: parameters.depth,
    maxBins: parameters.max_bins,
    subsample: 1,
    threads: 1,
    onProgress: () => {},
  });
  const { trees } = await boost(state, edges, {
    parameters,
    seed: 1,
    baseRate: counts.trainPositives / counts.trainRows,
    onLosses: () => {},
    onTree: () => {},
  });
  const columns = FEATURES.map((name) => `CAST(${name} AS DOUBLE)`).join(", ");
  const data = await query(`SELECT late, ${columns} FROM '${job.data}'`);
  const expected = boostNaively(
    data.map(([, ...values]) => values.map((value) => (value === null ? Number.NaN : (value as number)))),
    data.map(([label]) => Number(label)),
    { edges, parameters },
  );
  expect(trees.map((tree) => nest(tree))).toEqual(expected);
});

test("unknown parameters and values out of their limits are all named", () => {
  expect(() => readParameters({ tree: 5, depth: 40, subsample: "half", trees: 2.5 })).toThrow(
    /no parameter tree; there are trees, depth.*trees is 2\.5, not a whole number from 1.*depth is 40.*subsample is "half"/,
  );
});
