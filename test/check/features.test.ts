// From what authors write in a feature view to aggregates, and expressions over them.
import { describe, expect, it } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { FeatureView } from "../../compiler/ir/program.ts";
import { checkedView, codesOf, viewOf } from "./projects.ts";

const HOUR = 3_600_000_000;

/** Atoms and features as short text: `a0 = sum(amount) over 1h/5m`. */
function summary(view: FeatureView): readonly string[] {
  const atoms = view.atoms.map(({ id, aggregation, inputs, window }) => {
    const over = window.length === null ? "" : ` over ${window.length / HOUR}h/${window.hop / HOUR}h`;
    return `${id} = ${aggregation}(${inputs.map(print).join(", ")})${over}`;
  });
  const features = view.features.map(
    ({ name, type, expression }) => `${name}: ${type.kind}${type.nullable ? "?" : ""} = ${print(expression)}`,
  );
  return [...atoms, ...features];
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "input":
      return `${expression.path.join(".")}${expression.type.nullable ? "?" : ""}`;
    case "atom":
      return `${expression.id}${expression.type.nullable ? "?" : ""}`;
    case "call":
      return `${expression.function}(${expression.args.map(print).join(", ")})`;
  }
}

describe("features", () => {
  it("share equal aggregates, in an order of their own", () => {
    const view = checkedView(`{
      b: sum(order.amount).over("1d"),
      a: sum(order.amount).over("24h") + count().over("2h"),
      c: max(order.amount).over("1d"),
    }`);
    expect(summary(view)).toEqual([
      `a0 = count_rows() over 2h/${5 / 60}h`,
      "a1 = max(amount) over 24h/1h",
      "a2 = sum(amount) over 24h/1h",
      "a: float64 = add(a2, a0)",
      "b: int64 = a2",
      "c: int64? = a1?",
    ]);
  });

  it("expand windows, and hop as the window is long", () => {
    const view = checkedView(
      `{ n: count().over(["11h", "12h", "11d", "2w"]), hop: count().over("1d", { hop: "3h" }) }`,
    );
    expect(view.features.map(({ name }) => name)).toEqual(["hop", "n_11d", "n_11h", "n_12h", "n_2w"]);
    const hops = view.atoms.map(({ window }) => [(window?.length ?? 0) / HOUR, (window?.hop ?? 0) / HOUR]);
    expect(hops).toEqual([
      [11, 5 / 60],
      [12, 1],
      [24, 3],
      [264, 1],
      [336, 24],
    ]);
  });

  it("read plain columns of the latest row, in parts as large as can be", () => {
    const view = checkedView(`{
      double: order.amount * 2,
      mixed: (sum(order.amount).over("1d") - ((order.amount + 1) ?? 0)) / 2,
      known: order.price ?? -1,
      missing: order.price === null,
      branch: order.price === null ? 0 : order.price * 2,
    }`);
    expect(summary(view)).toEqual([
      "a0 = latest(add(amount, 1))",
      "a1 = latest(if(is_null(price?, null), 0, multiply(price, 2)))",
      "a2 = latest(multiply(amount, 2))",
      "a3 = latest(price?)",
      "a4 = sum(amount) over 24h/1h",
      "branch: float64? = a1?",
      "double: float64? = a2?",
      "known: float64 = coalesce(a3?, -1)",
      "missing: bool = is_null(a3?, null)",
      "mixed: float64 = divide(subtract(a4, coalesce(a0?, 0)), 2)",
    ]);
  });

  it("know what tests have shown not to be null", () => {
    const view = checkedView(`{
      a: mean(order.price).over("1d") === null ? 0 : mean(order.price).over("1d") * 2,
      b: mean(order.price).over("1d") !== null && mean(order.price).over("1d") > 1,
      c: !(mean(order.price).over("1d") === null || mean(order.price).over("1d") > 1),
      d: null !== mean(order.price).over("1d") ? mean(order.price).over("1d") : 5,
      e: last(order.country) === "US" ? last(order.country).length : 0,
    }`);
    expect(summary(view).slice(2)).toEqual([
      "a: float64 = if(is_null(a1?, null), 0, multiply(a1, 2))",
      "b: bool = and(is_not_null(a1?, null), greater_than(a1, 1))",
      "c: bool = not(or(is_null(a1?, null), greater_than(a1, 1)))",
      "d: float64 = if(is_not_null(null, a1?), a1, 5)",
      'e: int64 = if(equal(a0?, "US"), length(a0), 0)',
    ]);
  });

  it("take what 'where' proves as proven of every row", () => {
    const where = 'where: (order) => order.price !== null && order.country !== null, refresh: "stream",';
    const view = checkedView(`{ a: mean(order.price * 2).over("1d"), b: order.country.length }`, where);
    expect(summary(view)).toEqual([
      "a0 = latest(length(country))",
      "a1 = mean(multiply(price, 2)) over 24h/1h",
      "a: float64? = a1?",
      "b: int64? = a0?",
    ]);
  });

  it("are complained of once, however often a constant is used", () => {
    const files = viewOf("{ a: wrong(order.amount), b: wrong(order.amount) }");
    const helper = "const wrong = (value: number): number => Math.tan(value);\n";
    expect(codesOf({ ...files, "views.ts": `${files["views.ts"]}${helper}` })).toEqual(["F2021"]);
  });
});
