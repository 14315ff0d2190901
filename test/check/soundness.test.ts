// Random expressions: whatever passes the checker never hands a null to a function that does not take one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../compiler/check/check.ts";
import type { DeclaredExpression, DeclaredLiteral } from "../../compiler/ir/declaration.ts";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { FeatureView } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { FunctionDefinition } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { declarationsOf, viewOf } from "./projects.ts";

const span = { file: "definitions/views.ts", start: 0, end: 1 };
type Node = fc.Arbitrary<DeclaredExpression>;

const literal = (value: DeclaredLiteral): DeclaredExpression => ({ kind: "literal", value, span });
const number = (value: number): DeclaredExpression => literal({ type: "number", value, int: true });
const column = (name: string): DeclaredExpression => ({ kind: "input", path: [name], span });
const NULL = literal({ type: "null" });

function call(
  form: "operator" | "method" | "property" | "function",
  name: string,
  ...args: DeclaredExpression[]
): DeclaredExpression {
  return { kind: "call", form, name, args, span, nameSpan: span };
}

const mean = (input: DeclaredExpression): DeclaredExpression =>
  call("method", "over", call("function", "mean", input), literal({ type: "string", value: "1d" }));

/** Tests and bodies draw from few leaves, so that tests often are of what bodies read. */
const expressions = (leaves: { number: Node; string: Node }) =>
  fc.letrec<{ number: DeclaredExpression; bool: DeclaredExpression; nullable: DeclaredExpression }>(
    (tie) => ({
      nullable: fc.oneof(leaves.number, leaves.string),
      number: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        leaves.number,
        fc.constantFrom(number(1), number(-2), number(0)),
        fc
          .tuple(fc.constantFrom("+", "*", "-"), tie("number"), tie("number"))
          .map(([op, a, b]) => call("operator", op, a, b)),
        tie("number").map((a) => call("function", "Math.abs", a)),
        leaves.string.map((a) => call("property", "length", a)),
        fc.tuple(leaves.number, tie("number")).map(([a, b]) => call("operator", "??", a, b)),
        fc
          .tuple(tie("bool"), tie("number"), tie("number"))
          .map(([c, a, b]) => call("operator", "?:", c, a, b)),
      ),
      bool: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        {
          weight: 4,
          arbitrary: fc
            .tuple(fc.constantFrom("===", "!=="), tie("nullable"))
            .map(([op, a]) => call("operator", op, a, NULL)),
        },
        fc
          .tuple(fc.constantFrom("===", "!=="), leaves.number)
          .map(([op, a]) => call("operator", op, a, number(1))),
        fc
          .tuple(fc.constantFrom(">", "<="), tie("number"), tie("number"))
          .map(([op, a, b]) => call("operator", op, a, b)),
        {
          weight: 2,
          arbitrary: fc
            .tuple(fc.constantFrom("&&", "||"), tie("bool"), tie("bool"))
            .map(([op, a, b]) => call("operator", op, a, b)),
        },
        tie("bool").map((a) => call("operator", "!", a)),
      ),
    }),
  );

const columns = {
  number: fc.constantFrom(column("price"), column("amount")),
  string: fc.constant(column("country")),
};
const rows = expressions(columns);
const values = expressions({
  number: fc.oneof(rows.number.map(mean), fc.constantFrom(mean(column("price")), column("price"))),
  string: columns.string,
});

const declarations = declarationsOf(viewOf("{ feature: order.amount }"));

/** The view, or null where the checker refuses it. */
function viewWith(where: DeclaredExpression | null, feature: DeclaredExpression): FeatureView | null {
  const changed = declarations.map((each) =>
    each.kind === "feature_view"
      ? { ...each, where, features: [{ name: "feature", nameSpan: span, value: feature }] }
      : each,
  );
  const { value, diagnostics } = check(changed);
  expect(value === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  return value?.featureViews[0] ?? null;
}

/** As JavaScript and CASE do: only what is needed is evaluated. Throws where a strict function is given null. */
function evaluate(expression: Expression, read: (name: string) => Value): Value {
  if (expression.kind === "literal") return expression.value;
  if (expression.kind !== "call") {
    const value = read(expression.kind === "atom" ? expression.id : (expression.path[0] ?? ""));
    if (value === null && !expression.type.nullable) throw new Error("a narrowed value is null");
    return value;
  }
  const definition: FunctionDefinition | undefined = functions[expression.function as keyof typeof functions];
  const [first, second, third] = expression.args;
  const needed = (part: Expression | undefined): Value => (part === undefined ? null : evaluate(part, read));
  if (expression.function === "if") return needed(first) === true ? needed(second) : needed(third);
  if (expression.function === "coalesce") return needed(first) ?? needed(second);
  if (expression.function === "and") return needed(first) === true && needed(second) === true;
  if (expression.function === "or") return needed(first) === true || needed(second) === true;
  const args = expression.args.map((arg) => evaluate(arg, read));
  if (definition === undefined) throw new Error(`no function ${expression.function}`);
  if (definition.nulls === "strict" && args.includes(null))
    throw new Error(`${expression.function} is given null`);
  const result = definition.evaluate(...args);
  if (result === null && !expression.type.nullable) throw new Error(`${expression.function} gives null`);
  return result;
}

const ROWS = [null, 0, 1].flatMap((price) =>
  [null, "US"].map((country): Readonly<Record<string, Value>> => ({ price, country, amount: 1 })),
);

describe("what passes the checker", () => {
  it("never gives null to a function that does not take it", () => {
    let passed = 0;
    const features = fc.oneof(values.number, values.bool, rows.number);
    fc.assert(
      fc.property(fc.option(rows.bool, { freq: 2 }), features, (where, feature) => {
        const view = viewWith(where, feature);
        if (view === null) return;
        passed++;
        const kept = ROWS.filter(
          (row) => view.where === null || evaluate(view.where, (name) => row[name] ?? null) === true,
        );
        for (const row of kept) {
          for (const input of view.atoms.flatMap(({ inputs }) => inputs))
            evaluate(input, (name) => row[name] ?? null);
        }
        for (const latest of [null, ...kept]) {
          for (const shift of [0, 1, 2]) {
            const atoms = new Map(
              view.atoms.map(({ id, aggregation, inputs: [input] }, index) => {
                const newest =
                  latest === null || input === undefined
                    ? null
                    : evaluate(input, (name) => latest[name] ?? null);
                return [id, aggregation === "latest" ? newest : ([null, 0, 1][(index + shift) % 3] ?? null)];
              }),
            );
            for (const { expression } of view.features) evaluate(expression, (id) => atoms.get(id) ?? null);
          }
        }
      }),
      { numRuns: 4000 },
    );
    expect(passed).toBeGreaterThan(400);
  });
});
