// Every function means the same on every face: its own examples, and adversarial values of every type it takes.
import { expect, test } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { callOf } from "../../compiler/library/convert.ts";
import type { FunctionDefinition } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { openDatabase } from "./database.ts";
import { compareFaces } from "./engines.ts";
import { SEED } from "./seed.ts";
import { signaturesOf } from "./signatures.ts";
import type { Column } from "./tables.ts";
import { createRandom, pick, randomColumns } from "./values.ts";

const ROWS = 3000;
/** Combinations of types that are tried of one function: `if` has hundreds. */
const MOST = 60;
const list: readonly (readonly [string, FunctionDefinition])[] = Object.entries(functions);
const connection = await openDatabase();

test.each(list)(
  "%s: its examples hold on every face, over columns and over literals",
  async (key, definition) => {
    expect(definition.examples.length).toBeGreaterThan(1);
    for (const { args, types, result } of definition.examples) {
      const literals = types.map((type, at) => ({ type, literal: args[at] ?? null }));
      const constant = call(key, definition, literals);
      const columns = types.map((type, at): Column => ({ name: `x${at}`, type, values: [args[at] ?? null] }));
      const inputs = types.map(
        (type, at) => (needsLiteral(definition, literals, at) ? literals[at] : { type }) ?? { type },
      );
      const variable = call(key, definition, inputs);
      const values = await compareFaces(connection, columns, [constant, variable], key);
      expect(values).toEqual([[result], [result]]);
    }
  },
);

test.each(list)(
  `%s: ${ROWS} rows of adversarial values of every type, seed ${SEED}`,
  async (key, definition) => {
    const random = createRandom(SEED);
    const all = signaturesOf(key, definition, random);
    const signatures = all.length <= MOST ? all : Array.from({ length: MOST }, () => pick(random, all));
    expect(signatures.length).toBeGreaterThan(0);
    for (const args of signatures) {
      const types = args.map(({ type }) => type);
      const values = randomColumns(random, types, ROWS);
      const columns = types.flatMap((type, at): readonly Column[] =>
        type.kind === "null" ? [] : [{ name: `x${at}`, type, values: values[at] ?? [] }],
      );
      const kinds = types.map(({ kind, nullable, scale }) => `${kind}${scale ?? ""}${nullable ? "?" : ""}`);
      await compareFaces(
        connection,
        columns,
        [call(key, definition, args)],
        `${key}(${kinds}), seed ${SEED}`,
      );
    }
  },
);

test("a spelling with several meanings has one for each type", () => {
  const number: ValueType = { kind: "float64", nullable: false };
  const text: ValueType = { kind: "string", nullable: false };
  expect(functions.add.infer([{ type: text }, { type: text }])).toBeNull();
  expect(functions.concat.infer([{ type: text }, { type: number }])).toHaveProperty("problem");
  expect(functions.equal.infer([{ type: text }, { type: { kind: "null", nullable: true } }])).toBeNull();
});

interface Arg {
  readonly type: ValueType;
  readonly literal?: Value;
}

function call(key: string, definition: FunctionDefinition, args: readonly Arg[]): Expression {
  const inference = definition.infer(args);
  if (inference === null || "problem" in inference) {
    throw new Error(`${key} refuses ${JSON.stringify(args)}: ${inference?.problem}`);
  }
  const given = args.map(({ type, literal }, at): Expression => {
    if (literal !== undefined || type.kind === "null")
      return { kind: "literal", type, value: literal ?? null };
    return { kind: "input", path: [`x${at}`], type };
  });
  return callOf(key, given, inference);
}

/** Arguments that must be known when compiling: those without which the types do not fit. */
function needsLiteral(definition: FunctionDefinition, args: readonly Arg[], at: number): boolean {
  const found = definition.infer(args.map((arg, index) => (index === at ? { type: arg.type } : arg)));
  return found === null || "problem" in found;
}
