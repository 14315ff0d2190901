// What the fuzzer can write: every function and aggregation of the language, or it would be held to nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { FunctionDefinition, Spelling } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { aggregates } from "./aggregates.ts";
import { eventRows } from "./columns.ts";
import { RESULTS, SPOKEN } from "./expressions.ts";

const SAMPLE = { numRuns: 1500, seed: 1 };

/** Literals of their types, to the fuzzer. */
const WRITTEN_OUT = ["vector", "timestamp"];

/** Functions that the compiler writes itself where types differ: they have no spelling. */
const UNSPELLED = ["rescale"];

/** As they are written; others stand between their operands. */
const OPERATORS: Readonly<Record<string, RegExp>> = { neg: /\(-\D/, "!": /\(![\w(]/, "?:": / \? / };

test("every function is written", () => {
  const text = RESULTS.flatMap((key) =>
    [eventRows.sure(key), eventRows.nullable(key)].flatMap((made) =>
      made === null ? [] : fc.sample(made, SAMPLE),
    ),
  ).join("\n");
  const all = Object.entries(functions as Readonly<Record<string, FunctionDefinition>>);
  const missing = all.filter(
    ([key, { spellings }]) =>
      !(SPOKEN.has(key) || WRITTEN_OUT.includes(key)) || !spellings.some((spelling) => isIn(text, spelling)),
  );
  expect(missing.map(([key]) => key).sort()).toEqual(UNSPELLED);
});

test("every aggregation is written", () => {
  const text = fc
    .sample(aggregates(eventRows), SAMPLE)
    .map((written) => written.text)
    .join("\n");
  // The latest value of a row has no call: it is the column itself.
  const named = Object.entries(aggregations).filter(([key]) => key !== "latest");
  const missing = named.filter(([, { name }]) => !new RegExp(`(?<![\\w.])${name}\\(`).test(text));
  expect(missing.map(([key]) => key)).toEqual([]);
});

function isIn(text: string, { form, name }: Spelling): boolean {
  if (form === "operator") return OPERATORS[name]?.test(text) ?? text.includes(` ${name} `);
  if (form === "property") return text.includes(`.${name}`);
  return text.includes(form === "method" ? `.${name}(` : `${name}(`);
}
