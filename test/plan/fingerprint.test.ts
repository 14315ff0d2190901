// A fingerprint changes exactly when the values can.
import { describe, expect, it } from "vitest";
import { createFingerprints } from "../../compiler/plan/fingerprint.ts";
import { CHAIN, type Files, programOf } from "../check/projects.ts";

interface All {
  readonly source: string;
  readonly view: string;
  readonly requestView: string;
  readonly trainingSet: string;
  readonly model: string;
  readonly deployment: string;
}

function fingerprints(files: Files): All {
  const program = programOf(files);
  const of = createFingerprints(program);
  const name = (list: readonly { readonly name: string }[]): string => list[0]?.name ?? "";
  return {
    source: of.source(name(program.sources)),
    view: of.featureView(name(program.featureViews)),
    requestView: of.requestView(name(program.requestViews)),
    trainingSet: of.trainingSet(name(program.trainingSets)),
    model: of.model(name(program.models)),
    deployment: of.deployment(name(program.deployments)),
  };
}

/** The chain with one text replaced everywhere; fails if it is not there. */
function edited(from: string | RegExp, to: string): Files {
  const files = Object.entries(CHAIN).map(([name, text]): [string, string] => [
    name,
    text.replaceAll(from, to),
  ]);
  if (JSON.stringify(files) === JSON.stringify(Object.entries(CHAIN)))
    throw new Error(`Nothing is like ${from}.`);
  return Object.fromEntries(files);
}

const before = fingerprints(CHAIN);
const KINDS = ["source", "view", "requestView", "trainingSet", "model", "deployment"] as const;

const changedBy = (files: Files): readonly string[] => {
  const after = fingerprints(files);
  return KINDS.filter((kind) => before[kind] !== after[kind]);
};

const FROM_VIEW = ["view", "requestView", "trainingSet", "model", "deployment"];
const FROM_SET = ["trainingSet", "model", "deployment"];

describe("fingerprints stay", () => {
  it.each([
    ["formatting", edited(/, /g, " ,\n")],
    ["comments", edited(/\n/g, "\n// A comment.\n")],
    ["parameters", edited(/\border\b/g, "row")],
    ["the order of features", edited(/\{ (spent: .*\]\)), (last_price: .*) \}\)/g, "{ $2, $1 })")],
    ["the order of views", edited("[spending, at_order]", "[at_order, spending]")],
    ["aliases of inputs", edited(/\bmine\b/g, "theirs")],
    ["constants with names", { ...edited('["1d", "7d"]', "[DAY, WEEK]"), ...namedWindows() }],
    [
      "files",
      {
        "all.ts": Object.values(CHAIN)
          .join("\n")
          .replaceAll(/^import .*"\.\/.*$/gm, ""),
      },
    ],
    ["descriptions", edited("entity: user,", 'entity: user, description: "What they spend",')],
    ["columns that nobody reads", edited("paid: t.bool,", "paid: t.bool, unread: t.string,")],
  ])("under %s", (what, files) => {
    expect(changedBy(files)).toEqual(what.startsWith("columns") ? ["source"] : []);
  });

  it("under new names, but for what holds the names", () => {
    expect(changedBy(edited("entity({ keys", 'entity({ name: "person", keys'))).toEqual([]);
    expect(changedBy(edited(/\bserved\b/g, "live"))).toEqual([]);
    expect(changedBy(edited(/\bat_order\b/g, "on_order"))).toEqual(FROM_SET);
    expect(changedBy(edited(/\borders\b(?!\.)/g, "sales"))).toEqual([]);
  });
});

describe("fingerprints change", () => {
  it.each([
    ["a window", edited('"7d"]', '"8d"]'), FROM_VIEW],
    ["an operator", edited("order.paid }", "!order.paid }"), FROM_VIEW],
    ["an aggregation", edited("last(order.price)", "last(order.amount)"), FROM_VIEW],
    ["the refresh", edited('"10m"', '"20m"'), FROM_VIEW],
    ["a ttl", edited("entity: user,", 'entity: user, ttl: "3d",'), FROM_VIEW],
    ["a filter", edited("entity: user,", "entity: user, where: (order) => order.amount > 0,"), FROM_VIEW],
    ["the lag", edited('plus("1h")', 'plus("2h")'), ["source", ...FROM_VIEW]],
    ["a column's type", edited("amount: t.int64", "amount: t.float64"), ["source", ...FROM_VIEW]],
    ["the file", edited("orders.parquet", "orders2.parquet"), ["source", ...FROM_VIEW]],
    ["ties", edited('["amount", "country"]', '["country", "amount"]'), ["source", ...FROM_VIEW]],
    ["a constant", edited("mine.spent_1d + 1", "mine.spent_1d + 2"), ["requestView", ...FROM_SET]],
    ["the label", edited("settled: order.paid", "settled: !order.paid"), FROM_SET],
    ["a parameter", edited("trees: 10", "trees: 20"), ["model", "deployment"]],
    ["the alias", edited("champion", "challenger"), ["deployment"]],
  ])("with %s", (_, files, expected) => {
    expect(changedBy(files)).toEqual(expected);
  });

  it("with the body of a helper", () => {
    const files = (body: string): Files => ({
      ...edited("sum(order.amount)", "sum(cost(order.amount))"),
      "serving.ts": CHAIN["serving.ts"] ?? "",
      "views.ts": `${edited("sum(order.amount)", "sum(cost(order.amount))")["views.ts"]}\nconst cost = (x: number): number => ${body};`,
    });
    expect(fingerprints(files("x * 2")).view).not.toBe(fingerprints(files("x * 3")).view);
    expect(fingerprints(files("x * 2")).view).toBe(fingerprints(files("( x   *\n2 )")).view);
  });
});

/** Windows under names, in a file of their own. */
function namedWindows(): Files {
  const views = edited('["1d", "7d"]', "[DAY, WEEK]")["views.ts"] ?? "";
  return {
    "views.ts": `import { DAY, WEEK } from "./windows.ts";\n${views}`,
    "windows.ts": 'export const DAY = "1d";\nexport const WEEK = "7d";',
  };
}
