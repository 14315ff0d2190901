// docs/functions.md from the library: every spelling, what it means, and an example that the tests run.
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { decimalText } from "../../compiler/library/decimal.ts";
import type { FunctionDefinition, Spelling } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";

const INTRODUCTION = `# Functions of values

Written by \`npx vitest run test/parity/generated -u\` from \`compiler/library/functions\`: do not edit. Each function gives
the same bits in SQL, in the generated TypeScript and in the reference; \`test/parity\` holds them to it, over adversarial
values of every type that they take.

Values that may be null have to be handled first (\`??\`, \`=== null\`), but where a function says what it does with them.

## Decimals, lists, vectors
- \`t.decimal(12, 2)\` is exact: at most 15 digits, so many of them after the point. It adds, subtracts, multiplies and
  compares with decimals, whole numbers and literals such as \`9.99\`, and stops at the ends, ±(2^53 - 1) units. \`/\`, \`%\`,
  \`**\` and the functions of \`Math\` but \`abs\`, \`min\`, \`max\` take it as the nearest float64; with a float64 it only meets
  by name, \`toFloat64(x)\`; whole cents become one by \`decimalOfUnits(cents, 2)\`. JSON has it as text,
  "12.50"; Parquet as DECIMAL(18, scale).
- \`t.list(t.string)\` holds any number of values, never null; \`t.vector(128)\` always as many float64. Lists pass through
  views into training sets, the online store and responses; a model takes what they hold one by one.
- A literal list can be asked too: \`["US", "CA"].includes(x)\`. One-hot encoding is \`x === "US" ? 1 : 0\`, a feature each.
  A vector is written out by name: \`(item.embedding ?? vector([0, 0, 0])).dot(query)\`.

## What is not there, and why
- \`Math.random\`, \`Date.now\`: another value each time. \`new Date(text)\`: engines read text differently; \`parseTimestamp\`
  reads ISO 8601.
- \`Math.tan\`, \`sinh\`, \`pow\` with other exponents, ...: every engine rounds them in its own way.
- \`String(x)\` of a float64: engines write \`1e-7\` and \`538.0\` differently.
- \`localeCompare\`, \`normalize\`, \`charAt\`: Unicode data differ, or a character could be cut in half; \`slice\`, \`indexOf\` and
  padding count code points instead.
- In \`matches(text, "^[A-Z]{3}$")\`: looking around, back references, \`\\p{...}\`, \`\\s\`, \`\\B\`, named groups, flags, \`^\` and \`$\`
  inside a pattern, which the engines read differently or only one of them knows. A literal \`/.../\` is written as a text.
- Constants that are \`-0\`, but where they are compared: DuckDB holds them for 0 when it computes equal parts of a statement once.
- Decimals from a float64, decimals divided exactly: nothing is rounded but by name.
`;

const FORMS: readonly (readonly [Spelling["form"], string])[] = [
  ["operator", "Operators"],
  ["function", "Functions"],
  ["method", "Methods"],
  ["property", "Properties"],
];

export function functionsPage(): string {
  const list: readonly FunctionDefinition[] = Object.values(functions);
  const sections = FORMS.map(([form, title]) => {
    const rows = list.flatMap((definition) =>
      definition.spellings
        .filter((spelling) => spelling.form === form)
        .map(
          ({ name }) =>
            `| ${spell(form, name, definition)} | ${cell(definition.summary)} | ${example(form, name, definition)} |`,
        ),
    );
    return [`## ${title}`, "| written | meaning | example |", "|---|---|---|", ...rows].join("\n");
  });
  return `${INTRODUCTION}\n${sections.join("\n\n")}\n`;
}

function spell(form: Spelling["form"], name: string, definition: FunctionDefinition): string {
  const types = definition.examples[0]?.types ?? [];
  return code(written(form, name, types.map(typeName)));
}

function example(form: Spelling["form"], name: string, definition: FunctionDefinition): string {
  const [first] = definition.examples;
  if (first === undefined) return "";
  const inferred = definition.infer(
    first.types.map((type, at) => ({ type, literal: first.args[at] ?? null })),
  );
  const type = inferred !== null && "type" in inferred ? inferred.type : undefined;
  const args = first.args.map((value, at) => text(value, first.types[at]));
  return `${code(written(form, name, args))} is ${code(text(first.result, type))}`;
}

function written(form: Spelling["form"], name: string, args: readonly string[]): string {
  const [first = "", second = "", third = ""] = args;
  if (form === "function") return `${name}(${args.join(", ")})`;
  if (form === "property") return `${first}.${name}`;
  if (form === "method") return `${first}.${name}(${args.slice(1).join(", ")})`;
  if (name === "?:") return `${first} ? ${second} : ${third}`;
  if (args.length === 1) return `${name === "neg" ? "-" : name}${first}`;
  return `${first} ${name} ${second}`;
}

function typeName({ kind, element, size, nullable }: ValueType): string {
  const name = kind !== "list" ? kind : size === undefined ? `list of ${element?.kind}` : "vector";
  return nullable && kind !== "null" ? `${name}?` : name;
}

function text(value: Value, type: ValueType | undefined): string {
  if (Array.isArray(value)) {
    const items = `[${value.map((item) => text(item, type?.element)).join(", ")}]`;
    return type?.size === undefined ? items : `vector(${items})`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "number") return String(value);
  if (type?.kind === "decimal") return decimalText(value, type.scale ?? 0);
  if (type?.kind === "timestamp") return instant(value);
  return Object.is(value, -0) ? "-0" : String(value);
}

function instant(us: number): string {
  const text = new Date(Math.floor(us / 1_000)).toISOString();
  const micros = us - Math.floor(us / 1_000) * 1_000;
  return micros === 0 ? text : `${text.slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}

function code(words: string): string {
  return `\`${cell(words)}\``;
}

function cell(words: string): string {
  return words.replaceAll("|", "\\|").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
