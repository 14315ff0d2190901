// The argument types that a function takes, found by asking it.
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import type { FunctionDefinition } from "../../compiler/library/define.ts";
import { pick, type Random, SPECIALS } from "./values.ts";

/** Every kind of value; decimals of two scales, lists of several items, and a vector. */
export const TYPES: readonly ValueType[] = [
  ...(["int64", "float64", "bool", "string", "timestamp"] as const).map(scalar),
  { ...scalar("decimal"), scale: 2 },
  { ...scalar("decimal"), scale: 5 },
  { kind: "list", nullable: false, element: scalar("string") },
  { kind: "list", nullable: false, element: scalar("float64") },
  { kind: "list", nullable: false, element: scalar("float64"), size: 3 },
];

const PADDINGS = [
  [0, "x"],
  [5, "😀"],
  [7, "\u0301"],
].map(([length, fill]) => [[scalar("int64"), length ?? 0] as const, [scalar("string"), fill ?? ""] as const]);

/** Instead of a literal of any value: what the function's later arguments may be. */
const LITERALS: Readonly<Record<string, readonly (readonly (readonly [ValueType, Value])[])[]>> = {
  power: [1, 2, 3, 8]
    .map((value) => [[scalar("int64"), value] as const])
    .concat([[[scalar("float64"), 0.5]]]),
  plus: [[[scalar("string"), "3h"]], [[scalar("string"), "0s"]], [[scalar("string"), "100000w"]]],
  minus: [[[scalar("string"), "3h"]], [[scalar("string"), "0s"]], [[scalar("string"), "100000w"]]],
  rescale: [[[scalar("int64"), 1]], [[scalar("int64"), 100]], [[scalar("int64"), 10 ** 10]]],
  decimal_of_units: [0, 2, 15].map((value) => [[scalar("int64"), value]]),
  timestamp: ["2024-01-31T17:05:00.25+01:00", "1969-12-31"].map((value) => [[scalar("string"), value]]),
  vector: [[[listOf("int64"), [0, -1, 2 ** 53 - 1]]], [[listOf("float64"), [0.1, -0, 1e300]]]],
  round_to: [0, 1, 2, 4, 15].map((value) => [[scalar("int64"), value]]),
  matches: [
    "^[a-z]+$",
    ".",
    "^.{2}$",
    "[^\\w]",
    "\\d+(?:\\.\\d*)?",
    "😀|é|\u0301",
    "\\ba",
    "[\u{10000}-\u{10ffff}]",
    "a?$",
    "a\\b",
    "\\b\\W",
    "\\b",
    "\\W\\b",
    "^a|b$|^$",
    "^",
    "$",
    "^12$",
    "'",
    "%",
    "^_",
    "\\\\",
    "[ \\t\\n]+$",
  ].map((value) => [[scalar("string"), value]]),
  in_zone: ["Europe/Zurich", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "UTC"].map((value) => [
    [scalar("string"), value],
  ]),
  clamp: [
    [
      [scalar("int64"), -7],
      [scalar("int64"), 255],
    ],
    [
      [scalar("float64"), -1.5],
      [scalar("int64"), 2 ** 40],
    ],
    [
      [scalar("int64"), 0],
      [scalar("float64"), 0.1],
    ],
  ],
  bucketize: [
    [[listOf("int64"), [-1, 0, 7, 255, 2 ** 53 - 1]]],
    [[listOf("float64"), [-2.5, 0, 0.1, 1.5, 1e300]]],
    [[listOf("float64"), [0.5]]],
  ],
  hash_bucket: [1, 7, 1000, 2 ** 20].map((value) => [[scalar("int64"), value]]),
  ordinal: [
    [[listOf("string"), ["a", "", "😀", "'", "\u2028"]]],
    [[listOf("int64"), [0, -1, 255, 2 ** 53 - 1]]],
  ],
  split: ["a", "ab", "😀", "'", "\u0301", " "].map((value) => [[scalar("string"), value]]),
  replace_all: [
    ["a", "bb"],
    ["\u0301", ""],
    ["😀", "\0"],
    ["'", "'"],
  ].map(([part, other]) => [
    [scalar("string"), part ?? ""],
    [scalar("string"), other ?? ""],
  ]),
  pad_start: PADDINGS,
  pad_end: PADDINGS,
};

export interface Signature {
  readonly type: ValueType;
  readonly literal?: Value;
}

/** Every combination of types that the function accepts; the last argument also as a literal of its type. */
export function signaturesOf(
  key: string,
  definition: FunctionDefinition,
  random: Random,
): readonly (readonly Signature[])[] {
  const counts = definition.examples.map(({ args }) => args.length);
  const found: (readonly Signature[])[] = [];
  const fixed = Object.hasOwn(LITERALS, key) ? LITERALS[key] : undefined;
  for (let count = Math.min(...counts); count <= Math.max(...counts); count++) {
    if (fixed !== undefined) {
      for (const ends of fixed) {
        const tail = ends.map(([type, literal]) => ({ type, literal }));
        for (const args of combinations(optionsOf(definition), count - tail.length))
          found.push([...args, ...tail]);
      }
      continue;
    }
    for (const args of combinations(optionsOf(definition), count))
      found.push(args, literalLast(args, random));
  }
  return found.filter((args) => accepts(definition, args));
}

function scalar(kind: ScalarKind): ValueType {
  return { kind, nullable: false };
}

function listOf(kind: ScalarKind): ValueType {
  return { kind: "list", nullable: false, element: scalar(kind) };
}

function optionsOf(definition: FunctionDefinition): readonly Signature[] {
  const plain = TYPES.map((type) => ({ type }));
  if (definition.nulls === "strict") return plain;
  const nullable = TYPES.map((type) => ({ type: { ...type, nullable: true } }));
  return [...plain, ...nullable, { type: { kind: "null", nullable: true } }];
}

function combinations(options: readonly Signature[], count: number): readonly (readonly Signature[])[] {
  if (count === 0) return [[]];
  return combinations(options, count - 1).flatMap((args) => options.map((option) => [...args, option]));
}

function accepts(definition: FunctionDefinition, args: readonly Signature[]): boolean {
  const inference = definition.infer(args);
  return inference !== null && !("problem" in inference) && inference.type.kind !== "null";
}

function literalLast(args: readonly Signature[], random: Random): readonly Signature[] {
  const last = args.at(-1);
  if (last === undefined || last.type.kind === "null" || last.type.kind === "list") return args;
  const literal = pick(random, SPECIALS[last.type.kind]);
  return [...args.slice(0, -1), { type: { ...last.type, nullable: false }, literal }];
}
