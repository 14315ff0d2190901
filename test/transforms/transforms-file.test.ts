// transforms.json keeps every value to the bit, and what is not meant for a definition is refused by name.
import { expect, test } from "vitest";
import type { Atom } from "../../compiler/ir/program.ts";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { fittedFields, readTransforms, writeTransforms } from "../../runtime/pipeline/transforms.ts";
import { sameBits } from "../../runtime/verify/bits.ts";

const FLOAT: ValueType = { kind: "float64", nullable: true };
const DECIMAL: ValueType = { kind: "decimal", nullable: false, scale: 2 };
const window = { length: null, hop: 1, before: 0, rows: null };

const VALUES: readonly (readonly [ValueType, Value])[] = [
  [FLOAT, Number.NaN],
  [FLOAT, Number.POSITIVE_INFINITY],
  [FLOAT, Number.NEGATIVE_INFINITY],
  [FLOAT, -0],
  [FLOAT, 0.1 + 0.2],
  [FLOAT, 5e-324],
  [FLOAT, 1.7976931348623157e308],
  [FLOAT, null],
  [{ kind: "int64", nullable: false }, 2 ** 53 - 1],
  [DECIMAL, -1250],
  [{ kind: "timestamp", nullable: true }, -8_135_596_800_000_000],
  [{ kind: "string", nullable: false }, "NaN"],
  [{ kind: "string", nullable: false }, "ü😀\u2028\0"],
  [{ kind: "bool", nullable: false }, false],
  [{ kind: "list", nullable: false, element: { kind: "string", nullable: false } }, ["-0", ""]],
  [{ kind: "list", nullable: false, element: { ...FLOAT, nullable: false } }, [-0, Number.NaN, 1e300]],
  [{ kind: "list", nullable: false, element: DECIMAL }, []],
];
const fits = VALUES.map(
  ([type], index): Atom => ({
    id: `a${index}`,
    aggregation: "mode",
    inputs: [],
    parameters: [],
    window,
    type,
  }),
);
const values = Object.fromEntries(VALUES.map(([, value], index) => [`a${index}`, value]));
const expected = { title: "Version 2 of m", model: "m", fingerprint: "f", fitted: fittedFields(fits) };
const written = () =>
  structuredClone(
    writeTransforms({ name: "m", inputs: { fits, features: [] } }, "f", { rows: 10, values }),
  ) as {
    -readonly [Key in keyof ReturnType<typeof writeTransforms>]: ReturnType<typeof writeTransforms>[Key];
  };

test("every value comes back with its bits", () => {
  const read = readTransforms(JSON.stringify(written()), expected);
  for (const [index, [, value]] of VALUES.entries()) {
    const back = read.values[`a${index}`] ?? null;
    expect(sameBits(back, value), `${index}: ${String(back)}`).toBe(true);
  }
});

test("what belongs to something else is refused, and says so", () => {
  const problem = (change: (file: ReturnType<typeof written>) => void): string => {
    const file = written();
    change(file);
    try {
      readTransforms(JSON.stringify(file), expected);
    } catch (error) {
      expect(error).toMatchObject({ code: "F5136" });
      return (error as Error).message;
    }
    return "";
  };
  const first = written().fitted[0];
  if (first === undefined) throw new Error("there is no value");
  expect(problem(() => {})).toBe("");
  expect(problem((file) => (file.fingerprint = "other"))).toContain("fingerprint other, not f");
  expect(problem((file) => (file.model = "n"))).toContain("of model 'n'");
  expect(problem((file) => (file.fitted = file.fitted.slice(1)))).toContain("lacks 'a0'");
  expect(problem((file) => (file.fitted = [...file.fitted, { ...first, name: "a99" }]))).toContain(
    "no input needs",
  );
  expect(problem((file) => (file.fitted = [{ ...first, value: "much" }, ...file.fitted.slice(1)]))).toContain(
    "'a0' that is no float64",
  );
  expect(problem((file) => (file.fitted = file.fitted.map((each) => ({ ...each, value: null }))))).toContain(
    "'a8' that is no int64",
  );
  expect(() => readTransforms("{", expected)).toThrow(/not one that this version reads/);
});
