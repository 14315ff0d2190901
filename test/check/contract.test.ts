// What reading never lets through, checking refuses all the same: its contract is the declaration, not the text.
import { describe, expect, it } from "vitest";
import { check, checkWith } from "../../compiler/check/check.ts";
import type { Declaration, DeclaredFeatureView } from "../../compiler/ir/declaration.ts";
import { CHAIN, declarationsOf, viewOf } from "./projects.ts";

const declarations = declarationsOf(viewOf('{ spent_1d: sum(order.amount).over("1d") }'));

/** The view of the project with changes, beside the rest. */
function withView(
  change: (view: DeclaredFeatureView) => Partial<DeclaredFeatureView>,
): readonly Declaration[] {
  return declarations.map((each) => (each.kind === "feature_view" ? { ...each, ...change(each) } : each));
}

describe("references", () => {
  it("to nothing are F2005, with the nearest name", () => {
    const { diagnostics } = check(withView((view) => ({ source: { ...view.source, name: "oders" } })));
    expect(diagnostics).toMatchObject([{ code: "F2005", hint: "Did you mean 'orders'?" }]);
  });

  it("to another kind are F2006, with its place", () => {
    const { diagnostics } = check(withView((view) => ({ source: { ...view.source, name: "user" } })));
    expect(diagnostics).toMatchObject([
      {
        code: "F2006",
        message: "'user' is an entity, not a source.",
        related: [{ message: "declared here" }],
      },
    ]);
  });

  it("that fail leave those who depend on them in silence", () => {
    const chain = declarationsOf(CHAIN).map((each) =>
      each.kind === "feature_view" ? { ...each, source: { ...each.source, name: "gone" } } : each,
    );
    expect(check(chain).diagnostics.map(({ code }) => code)).toEqual(["F2005"]);
  });
});

describe("types", () => {
  it("that do not exist are F2061, and columns of them fail in silence", () => {
    const changed = declarations.map((each) =>
      each.kind !== "source"
        ? each
        : {
            ...each,
            columns: each.columns.map((column) =>
              column.name === "amount" ? { ...column, type: { ...column.type, kind: "int" } } : column,
            ),
          },
    );
    const { value, diagnostics } = check(changed);
    expect(value).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "F2061", hint: "Did you mean 'int64'?" }]);
  });
});

describe("the library", () => {
  it("is a parameter", () => {
    const { diagnostics } = checkWith({ functions: {}, aggregations: {} }, declarations);
    expect(diagnostics.map(({ code }) => code)).toEqual(["F2021", "F2043"]);
  });

  it("may refuse windows", () => {
    const total = {
      name: "sum",
      summary: "All of them.",
      algebra: "invertible",
      arity: 1,
      parameters: [],
      window: "refused",
      infer: () => ({ type: { kind: "int64", nullable: false } as const }),
      whenEmpty: 0,
    } as const;
    const { diagnostics } = checkWith({ functions: {}, aggregations: { sum: total } }, declarations);
    expect(diagnostics.map(({ code }) => code)).toContain("F2044");
  });
});
