// From chains as authors write them to aggregates: conditions, parts, windows and parameters.
import { describe, expect, it } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Atom } from "../../compiler/ir/program.ts";
import { checkedView } from "./projects.ts";

const HOUR = 3_600_000_000;

/** `sum(if(paid, amount, null)) over 24h before 24h` */
function summary({ aggregation, inputs, parameters, window }: Atom): string {
  const of = [...inputs.map(print), ...parameters.map((value) => JSON.stringify(value))].join(", ");
  const over = window.length === null ? "" : ` over ${window.length / HOUR}h/${window.hop / HOUR}h`;
  const before = window.before === 0 ? "" : ` before ${window.before / HOUR}h`;
  return `${aggregation}(${of})${over}${before}${window.rows === null ? "" : ` last ${window.rows}`}`;
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "input":
      return expression.path.join(".");
    case "atom":
      return `${expression.id}${expression.type.nullable ? "?" : ""}`;
    case "call":
      return `${expression.function}(${expression.args.map(print).join(", ")})`;
  }
}

/** The one aggregate of a view with one feature. */
function atomOf(feature: string): string {
  const [atom, ...others] = checkedView(`{ feature: ${feature} }`).atoms;
  if (atom === undefined || others.length > 0) throw new Error("Not one aggregate.");
  return summary(atom);
}

describe("a condition", () => {
  it("makes the first value null where it does not hold", () => {
    expect(atomOf('sum(order.amount).where(order.paid).over("1d")')).toBe(
      "sum(if(paid, amount, null)) over 24h/1h",
    );
    expect(atomOf('maxBy(order.amount, order.at).where(order.paid).over("1d")')).toBe(
      "max_by(if(paid, amount, null), at) over 24h/1h",
    );
  });

  it("makes rows values to count", () => {
    expect(atomOf('count().where(order.paid).over("1d")')).toBe("count(if(paid, 1, null)) over 24h/1h");
  });

  it("may stand before the window, after it, and be several", () => {
    const once = atomOf('sum(order.amount).where(order.paid && order.amount > 3).over("1d")');
    expect(once).toBe("sum(if(and(paid, greater_than(amount, 3)), amount, null)) over 24h/1h");
    for (const chain of [
      'sum(order.amount).over("1d").where(order.paid && order.amount > 3)',
      'sum(order.amount).where(order.paid).over("1d").where(order.amount > 3)',
      'sum(order.amount).where(order.paid).where(order.amount > 3).over("1d")',
    ]) {
      expect(atomOf(chain)).toBe(once);
    }
  });

  it("proves what it compares with null to be there", () => {
    expect(atomOf('sum(order.price * 2).where(order.price !== null).over("1d")')).toBe(
      "sum(if(is_not_null(price, null), multiply(price, 2), null)) over 24h/1h",
    );
  });
});

describe("parts", () => {
  it("are features with a condition each", () => {
    const { features, atoms } = checkedView(
      '{ spent: sum(order.amount).over(["1d", "2d"]).by(order.country, { ch: "CH", us: "US" }) }',
    );
    expect(features.map(({ name }) => name)).toEqual([
      "spent_1d_ch",
      "spent_1d_us",
      "spent_2d_ch",
      "spent_2d_us",
    ]);
    expect(atoms.map(summary)).toContain('sum(if(equal(country, "US"), amount, null)) over 48h/1h');
  });

  it("keep other conditions, and stand anywhere in the chain", () => {
    const before = checkedView('{ n: count().by(order.paid, [true]).where(order.amount > 3).over("1d") }');
    const after = checkedView('{ n: count().over("1d").where(order.amount > 3).by(order.paid, [true]) }');
    expect(before.features.map(({ name }) => name)).toEqual(["n_true"]);
    expect(before.atoms.map(summary)).toEqual([
      "count(if(and(equal(paid, true), greater_than(amount, 3)), 1, null)) over 24h/1h",
    ]);
    expect(after.features.map(({ name }) => name)).toEqual(["n_true"]);
  });
});

describe("windows", () => {
  it.each([
    ["sum(order.amount).overAll()", "sum(amount)"],
    ['sum(order.amount).overAll({ before: "1d" })', "sum(amount) before 24h"],
    ['sum(order.amount).over("1d", { before: "2d" })', "sum(amount) over 24h/1h before 48h"],
    ['sum(order.amount).over("1d", { before: "2d", hop: "6h" })', "sum(amount) over 24h/6h before 48h"],
    ["sum(order.amount).overLast(10)", "sum(amount) last 10"],
    ['sum(order.amount).overLast(10, { within: "1d" })', "sum(amount) over 24h/1h last 10"],
    ["lastN(order.amount, 5)", "last_n(amount, 5) last 5"],
    ['lastN(order.amount, 5).over("1d")', "last_n(amount, 5) over 24h/1h last 5"],
    ['firstN(order.amount, 5).over("1d")', "first_n(amount, 5) over 24h/1h"],
    ['maxN(order.amount, 5).over("1d")', "max_n(amount, 5) over 24h/1h"],
    ['quantile(order.amount, 0.9).over("1d")', "quantile(amount, 0.9) over 24h/1h"],
    ['share(order.paid).over("1d")', "mean(if(paid, 1, 0)) over 24h/1h"],
  ])("%s is %s", (feature, expected) => {
    expect(atomOf(feature)).toBe(expected);
  });

  it("of different parameters are different aggregates, in an order of their own", () => {
    const { atoms } = checkedView(
      '{ b: quantile(order.amount, 0.9).over("1d"), a: quantile(order.amount, 0.1).over("1d") }',
    );
    expect(atoms.map(summary)).toEqual([
      "quantile(amount, 0.1) over 24h/1h",
      "quantile(amount, 0.9) over 24h/1h",
    ]);
  });
});

describe("secondsSinceLast", () => {
  it("counts from the greatest event time to the instant of asking", () => {
    const { atoms, features } = checkedView("{ since: secondsSinceLast().where(order.paid) }");
    expect(atoms.map(summary)).toEqual(["max(if(paid, at, null))"]);
    expect(features.map(({ expression, type }) => [print(expression), type])).toEqual([
      ["if(is_null(a0?, null), null, seconds_since(as_of, a0))", { kind: "float64", nullable: true }],
    ]);
  });
});
