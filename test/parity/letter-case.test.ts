// Letter case, length and trimming of every character there is.
import { test } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { openDatabase } from "./database.ts";
import { compareFaces } from "./engines.ts";

const STRING: ValueType = { kind: "string", nullable: false };
const INT64: ValueType = { kind: "int64", nullable: false };
const LINE = 64;

test(`lower, upper and length agree on every code point, in lines of ${LINE}`, async () => {
  const lines: string[] = [];
  for (let first = 0; first < 0x110000; first += LINE) {
    if (first >= 0xd800 && first < 0xe000) continue;
    lines.push(String.fromCodePoint(...Array.from({ length: LINE }, (_, at) => first + at)));
  }
  await compare(lines, ["lower", "upper", "length"]);
});

test("trim takes off the same characters, of all up to U+FFFF", async () => {
  const values: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    if (code < 0xd800 || code >= 0xe000) values.push(`${String.fromCodePoint(code)}x `);
  }
  await compare(values, ["trim"]);
});

async function compare(values: readonly string[], names: readonly string[]): Promise<void> {
  const input: Expression = { kind: "input", path: ["x"], type: STRING };
  const expressions = names.map(
    (name): Expression => ({
      kind: "call",
      function: name,
      type: name === "length" ? INT64 : STRING,
      args: [input],
    }),
  );
  await compareFaces(await openDatabase(), [{ name: "x", type: STRING, values }], expressions, "characters");
}
