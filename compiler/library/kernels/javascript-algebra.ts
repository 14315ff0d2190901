// Kernels as the text of a TypeScript function: the outer selections become branches, each computing only what it needs.
import type { Algebra, Kernel, KernelOfTwo } from "./algebra.ts";

interface Node {
  readonly text: string;
  /** Numbers of the named values that the text mentions. */
  readonly uses: ReadonlySet<number>;
  readonly branches?: readonly [condition: Node, yes: Node, no: Node];
}

/** `export function name(x: number): number { ... }` */
export function javascriptFunction(name: string, kernel: Kernel): string {
  return written(`${name}(x: number)`, (algebra) => kernel(algebra, node("x")));
}

/** `export function name(x: number, y: number): number { ... }` */
export function javascriptFunctionOfTwo(name: string, kernel: KernelOfTwo): string {
  return written(`${name}(x: number, y: number)`, (algebra) => kernel(algebra, node("x"), node("y")));
}

function written(head: string, body: (algebra: Algebra<Node>) => Node): string {
  const named: Node[] = [];
  const result = body(javascriptAlgebra(named));
  return [`export function ${head}: number {`, ...branch(result, named, new Set()), "}", ""].join("\n");
}

function branch(value: Node, named: readonly Node[], before: ReadonlySet<number>): readonly string[] {
  if (value.branches === undefined) {
    const needed = closure(value.uses, named);
    return [...constants(needed, named, before), `  return ${value.text};`];
  }
  const [condition, yes, no] = value.branches;
  const shared = closure(yes.uses, named);
  const other = closure(no.uses, named);
  const needed = closure(condition.uses, named);
  for (const index of shared) if (other.has(index)) needed.add(index);
  const known = new Set([...before, ...needed]);
  return [
    ...constants(needed, named, before),
    `  if (${condition.text}) {`,
    ...branch(yes, named, known).map((line) => `  ${line}`),
    "  }",
    ...branch(no, named, known),
  ];
}

function constants(
  needed: ReadonlySet<number>,
  named: readonly Node[],
  before: ReadonlySet<number>,
): readonly string[] {
  return named.flatMap(({ text }, index) =>
    needed.has(index) && !before.has(index) ? [`  const v${index} = ${text};`] : [],
  );
}

/** These and all that they are computed from. */
function closure(uses: ReadonlySet<number>, named: readonly Node[]): Set<number> {
  const all = new Set(uses);
  // A set visits what is added while it is walked.
  for (const index of all) for (const used of named[index]?.uses ?? []) all.add(used);
  return all;
}

function node(text: string, ...parts: readonly Node[]): Node {
  return { text, uses: new Set(parts.flatMap(({ uses }) => [...uses])) };
}

function javascriptAlgebra(named: Node[]): Algebra<Node> {
  const infix = (parts: TemplateStringsArray, ...values: readonly (Node | number)[]): Node => {
    const nodes = values.map((value) => (typeof value === "number" ? node(spell(value)) : value));
    const text = String.raw({ raw: parts }, ...nodes.map((value) => value.text));
    return node(parts.join("") === "" ? text : `(${text})`, ...nodes);
  };
  return {
    real: infix,
    whole: infix,
    bind: (value) => {
      if (/^[\w.]+$/.test(value.text)) return value;
      const before = named.findIndex(({ text }) => text === value.text);
      const index = before < 0 ? named.push(value) - 1 : before;
      return { text: `v${index}`, uses: new Set([index]) };
    },
    select: (condition, yes, no) => ({
      ...node(`(${condition.text} ? ${yes.text} : ${no.text})`, condition, yes, no),
      branches: [condition, yes, no],
    }),
    equal: (left, right) => node(`(${left.text} === ${right.text})`, left, right),
    both: (left, right) => node(`(${left.text} && ${right.text})`, left, right),
    either: (left, right) => node(`(${left.text} || ${right.text})`, left, right),
    isNaN: (value) => node(`Number.isNaN(${value.text})`, value),
    highWord: (value) => node(`highWord(${value.text})`, value),
    // `-k` could be -0, which is no index.
    scaleDown: (value, exponent) =>
      node(`(${value.text} * powerOfTwo(0 - ${exponent.text}))`, value, exponent),
    powerOfTwo: (exponent) => node(`powerOfTwo(${exponent.text})`, exponent),
    // JavaScript has one kind of number.
    toReal: (whole) => whole,
    toWhole: (real) => real,
    squareRoot: (real) => node(`Math.sqrt(${real.text})`, real),
    truncate: (real) => node(`Math.trunc(${real.text})`, real),
  };
}

function spell(value: number): string {
  if (Number.isNaN(value)) return "Number.NaN";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "Number.POSITIVE_INFINITY" : "Number.NEGATIVE_INFINITY";
}
