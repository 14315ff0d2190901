// A tree ensemble written as ONNX predicts, in ONNX Runtime, what walking its trees one by one predicts.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMetadata } from "../../runtime/model/onnx/read-metadata.ts";
import { encodeTreeEnsemble, type TreeEnsemble } from "../../runtime/model/onnx/write-tree-ensemble.ts";
import { openModel } from "../../runtime/model/session.ts";
import { seededRandom } from "./random.ts";
import { randomEnsemble, randomRows } from "./random-trees.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { sigmoid, walkLogOdds } from "./walk-trees.ts";

const directory = temporaryDirectory();
const FEATURES = 12;
const ROWS = 10_000;

function open(ensemble: TreeEnsemble) {
  const file = join(directory, "trees.onnx");
  writeFileSync(file, encodeTreeEnsemble(ensemble));
  const features = ensemble.features.map(
    (name) => ({ name, type: { kind: "float64", nullable: true } }) as const,
  );
  return openModel({ file, expected: { features, output: ensemble.output } });
}

test("10,000 rows with missing, infinite and boundary values: the oracle's probability within 1e-6", async () => {
  const random = seededRandom(7);
  const ensemble = randomEnsemble(random, FEATURES, 60, 6);
  const rows = randomRows(random, ROWS, FEATURES);
  const model = await open(ensemble);
  const predicted = await model.run(rows, ROWS);
  let greatest = 0;
  let equal = 0;
  for (let row = 0; row < ROWS; row++) {
    const expected = sigmoid(walkLogOdds(ensemble, rows.subarray(row * FEATURES, (row + 1) * FEATURES)));
    greatest = Math.max(greatest, Math.abs(expected - (predicted[row] as number)));
    if (expected === predicted[row]) equal++;
  }
  console.log(
    `${ROWS} rows: ${((100 * equal) / ROWS).toFixed(1)} % exactly equal, greatest difference ${greatest}`,
  );
  expect(greatest).toBeLessThanOrEqual(1e-6);
  expect(equal).toBeGreaterThanOrEqual(0.999 * ROWS);
  await model.close();
});

test("a row's probability does not depend on the batch it comes in", async () => {
  const random = seededRandom(8);
  const ensemble = randomEnsemble(random, FEATURES, 100, 5);
  const rows = randomRows(random, 512, FEATURES);
  const model = await open(ensemble);
  const together = await model.run(rows, 512);
  for (const size of [1, 3, 64]) {
    const apart: number[] = [];
    for (let row = 0; row < 512; row += size) {
      const count = Math.min(size, 512 - row);
      apart.push(...(await model.run(rows.slice(row * FEATURES, (row + count) * FEATURES), count)));
    }
    expect(apart).toEqual([...together]);
  }
  await model.close();
});

test("a forest of lone leaves gives the base rate", async () => {
  const leaf = {
    feature: Int32Array.of(-1),
    threshold: Float32Array.of(0),
    missingLeft: Uint8Array.of(0),
    left: Int32Array.of(0),
    right: Int32Array.of(0),
    value: Float32Array.of(0),
  };
  const model = await open({ features: ["a"], output: "p", baseValue: 0, trees: [leaf] });
  expect([...(await model.run(Float32Array.of(1, Number.NaN), 2))]).toEqual([0.5, 0.5]);
  await model.close();
});

test("metadata comes back as it was written, and the same ensemble gives the same bytes", () => {
  const ensemble = { ...randomEnsemble(seededRandom(9), 3, 2, 3), features: ["a", 'b"c', "é__ü"] };
  const bytes = encodeTreeEnsemble(ensemble);
  expect(encodeTreeEnsemble(ensemble)).toEqual(bytes);
  expect(readMetadata(bytes)).toEqual({
    irVersion: 8,
    producer: "bifold",
    inputs: [{ name: "features", kind: "tensor", elementType: "float32", shape: ["rows", 3] }],
    outputs: [{ name: "probability", kind: "tensor", elementType: "float32", shape: ["rows", 1] }],
    properties: { "bifold.features": '["a","b\\"c","é__ü"]', "bifold.output": "probability" },
  });
});

test("what is no model is refused: text, nothing, a torn file", () => {
  const bytes = encodeTreeEnsemble(randomEnsemble(seededRandom(9), 3, 2, 3));
  for (const broken of [
    Buffer.from("not a model at all"),
    new Uint8Array(0),
    bytes.subarray(0, bytes.length / 2),
  ]) {
    expect(() => readMetadata(broken)).toThrow("not an ONNX model");
  }
});
