// A model that does not take or give what is declared is refused, with every difference named; one that does is served.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Field, ScalarKind } from "../../compiler/ir/value-type.ts";
import type { ElementType } from "../../runtime/model/onnx/fields.ts";
import { encodeModel, type OnnxModel } from "../../runtime/model/onnx/write-model.ts";
import { openModel } from "../../runtime/model/session.ts";
import { ModelSignatureError } from "../../runtime/model/signature-error.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const directory = temporaryDirectory();

function fields(names: readonly string[], kind: ScalarKind = "float64"): Field[] {
  return names.map((name) => ({ name, type: { kind, nullable: true } }));
}

/** Sums the columns of one matrix input. */
function matrixModel(change: {
  readonly names?: readonly string[] | string | null;
  readonly width?: number | string;
  readonly rows?: number | string;
  readonly elementType?: ElementType;
  readonly output?: string;
}): OnnxModel {
  const {
    names = ["a", "b", "c"],
    width = 3,
    rows = "rows",
    elementType = "float32",
    output = "sum",
  } = change;
  return {
    name: "matrix",
    nodes: [
      {
        operator: "ReduceSumSquare",
        domain: "",
        inputs: ["x"],
        outputs: [output],
        attributes: { axes: { ints: [1] } },
      },
    ],
    inputs: [{ name: "x", tensor: { elementType, shape: [rows, width] } }],
    outputs: [{ name: output, tensor: { elementType, shape: [rows, 1] } }],
    metadata:
      names === null ? {} : { "bifold.features": typeof names === "string" ? names : JSON.stringify(names) },
  };
}

/** Sums individually named inputs. */
function columnsModel(
  names: readonly string[],
  elementType: ElementType = "float32",
  width: number | string = 1,
): OnnxModel {
  return {
    name: "columns",
    nodes: [{ operator: "Sum", domain: "", inputs: [...names], outputs: ["sum"], attributes: {} }],
    inputs: names.map((name) => ({ name, tensor: { elementType, shape: ["rows", width] } })),
    outputs: [{ name: "sum", tensor: { elementType, shape: ["rows", width] } }],
    metadata: {},
  };
}

function save(model: OnnxModel): string {
  const file = join(directory, "model.onnx");
  writeFileSync(file, encodeModel(model));
  return file;
}

async function problemsOf(
  model: OnnxModel,
  features = fields(["a", "b", "c"]),
  output = "sum",
): Promise<readonly string[]> {
  const error = await openModel({ file: save(model), expected: { features, output } }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelSignatureError)) throw new Error(`not refused as expected: ${error}`);
  for (const problem of error.problems) expect(error.message).toContain(problem);
  return error.problems;
}

test("a matrix model that fits runs, and its names count as checked", async () => {
  const model = await openModel({
    file: save(matrixModel({})),
    expected: { features: fields(["a", "b", "c"]), output: "sum" },
  });
  expect(model.namesChecked).toBe(true);
  await model.warmUp();
  expect([...(await model.run(Float32Array.of(1, 2, 3, 0, 0, 4), 2))]).toEqual([14, 16]);
  expect([...(await model.run(new Float32Array(0), 0))]).toEqual([]);
  await model.close();
});

test("a model of individually named inputs is fed by name, whatever its order", async () => {
  const model = await openModel({
    file: save(columnsModel(["c", "a", "b"])),
    expected: { features: fields(["a", "b", "c"]), output: "sum" },
  });
  expect(model.namesChecked).toBe(true);
  expect([...(await model.run(Float32Array.of(1, 20, 300, 4, 50, 600), 2))]).toEqual([321, 654]);
  await model.close();
});

test("a matrix model without names is checked by its count alone, and says so", async () => {
  const model = await openModel({
    file: save(matrixModel({ names: null })),
    expected: { features: fields(["a", "b", "c"]), output: "sum" },
  });
  expect(model.namesChecked).toBe(false);
  await model.close();
  expect(await problemsOf(matrixModel({ names: null, width: 4 }))).toEqual([
    "input `x` takes 4 columns, but 3 features are declared",
  ]);
});

test("features that were renamed, added or removed since training are each named", async () => {
  expect(await problemsOf(matrixModel({ names: ["a", "b", "old"] }))).toEqual([
    "feature `c` is declared, but is not an input of the model",
    "input `old` of the model is not a declared feature",
  ]);
  expect(await problemsOf(matrixModel({}), fields(["a", "b", "c", "d"]))).toEqual([
    "input `x` takes 3 columns, but 4 features are declared",
    "the model was trained on 3 features, but 4 are declared",
    "feature `d` is declared, but is not an input of the model",
  ]);
});

test("the same names in another order are refused: columns carry no names", async () => {
  expect(await problemsOf(matrixModel({ names: ["a", "c", "b"] }))).toEqual([
    "input 2 of the model is `c`, but feature 2 is `b`",
    "input 3 of the model is `b`, but feature 3 is `c`",
  ]);
});

test("individually named inputs: missing, unknown, of another type or width", async () => {
  expect(await problemsOf(columnsModel(["a", "z"]))).toEqual([
    "the model has 2 inputs, but 3 features are declared",
    "feature `b` is declared, but is not an input of the model",
    "feature `c` is declared, but is not an input of the model",
    "input `z` of the model is not a declared feature",
  ]);
  expect(await problemsOf(columnsModel(["a", "b"], "float64"), fields(["a", "b"]))).toContain(
    "input `a` is float64; it must be float32: export the model in float32",
  );
  expect(await problemsOf(columnsModel(["a", "b"], "float32", 2), fields(["a", "b"]))).toContain(
    "input `a` has shape [rows, 2]; [rows, 1] is fed",
  );
});

test("another tensor type, a fixed batch, a nameless column count, broken metadata", async () => {
  expect(await problemsOf(matrixModel({ elementType: "float64" }))).toEqual([
    "input `x` is float64; it must be float32: export the model in float32",
    "output `sum` is float64; it must be float32: export the model in float32",
  ]);
  expect(await problemsOf(matrixModel({ rows: 1 }))).toEqual([
    "input `x` is fixed to 1 row: export it with a variable first dimension",
    "output `sum` is fixed to 1 row: export it with a variable first dimension",
  ]);
  expect(await problemsOf(matrixModel({ names: "a,b,c" }))).toEqual([
    "its metadata `bifold.features` is not a JSON array of names",
  ]);
  expect(await problemsOf(matrixModel({}), [...fields(["a", "b"]), ...fields(["c"], "string")])).toEqual([
    "feature `c` is a string: a model takes numbers, so encode it as one in a view",
  ]);
});

test("an output that is absent, a ZipMap or has two columns is refused with the way out", async () => {
  expect(await problemsOf(matrixModel({ output: "score" }))).toEqual([
    "it has no output `sum`, which is declared; its outputs are `score`",
  ]);
  const zipMap: OnnxModel = {
    ...matrixModel({ names: ["a", "b"], width: 2 }),
    nodes: [
      {
        operator: "ZipMap",
        domain: "ai.onnx.ml",
        inputs: ["x"],
        outputs: ["sum"],
        attributes: { classlabels_int64s: { ints: [0, 1] } },
      },
    ],
    outputs: [{ name: "sum" }],
  };
  expect(await problemsOf(zipMap, fields(["a", "b"]))).toEqual([
    expect.stringMatching(/ZipMap.*zipmap.*False/),
  ]);
  const wide: OnnxModel = {
    ...matrixModel({}),
    nodes: [{ operator: "Identity", domain: "", inputs: ["x"], outputs: ["sum"], attributes: {} }],
    outputs: [{ name: "sum", tensor: { elementType: "float32", shape: ["rows", 3] } }],
  };
  expect(await problemsOf(wide)).toEqual([expect.stringMatching(/shape \[rows, 3\].*Gather/)]);
});

test("a file that is absent or no model is refused by the same error", async () => {
  const expected = { features: fields(["a"]), output: "sum" };
  await expect(openModel({ file: join(directory, "absent.onnx"), expected })).rejects.toThrow(
    /cannot be read.*ENOENT/,
  );
  const file = join(directory, "text.onnx");
  writeFileSync(file, "hello");
  await expect(openModel({ file, expected })).rejects.toThrow(/cannot be loaded: not an ONNX model/);
});

test("a batch of the wrong size and a closed model are errors, not guesses", async () => {
  const model = await openModel({
    file: save(matrixModel({})),
    expected: { features: fields(["a", "b", "c"]), output: "sum" },
  });
  await expect(model.run(new Float32Array(5), 2)).rejects.toThrow(
    "a batch of 2 rows of 3 features has 6 values, not 5",
  );
  const under = model.run(Float32Array.of(1, 1, 1), 1);
  await model.close();
  expect([...(await under)]).toEqual([3]);
  await expect(model.run(new Float32Array(3), 1)).rejects.toThrow("closed");
});
