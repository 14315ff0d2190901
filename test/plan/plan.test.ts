// From a sound program to strategies, windows, rows and endpoints.
import { describe, expect, it } from "vitest";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import { plan } from "../../compiler/plan/plan.ts";
import { CHAIN, programOf, SOURCES, viewOf } from "../check/projects.ts";

const HOUR = 3_600_000_000;

function viewPlan(features: string, more?: string, sources = SOURCES): ViewPlan {
  const [view] = plan(programOf({ ...viewOf(features, more), "sources.ts": sources })).views;
  if (view === undefined) throw new Error("The view is gone.");
  return view;
}

describe("a view", () => {
  it("reads each input and each window once, and computes each aggregate by its algebra", () => {
    const view = viewPlan(`{
      spent: sum(order.amount).over(["1d", "7d"]),
      amount: mean(order.amount).over("7d"),
      most: max(order.price).over("1d"),
      n: count().over("7d"),
      latest_price: last(order.price),
      is_paid: order.paid,
    }`);
    expect(
      view.inputs.map(({ id, expression, type }) => [
        id,
        JSON.stringify(expression).includes("price"),
        type.kind,
      ]),
    ).toEqual([
      ["x0", false, "int64"],
      ["x1", false, "bool"],
      ["x2", true, "float64"],
    ]);
    expect(view.windows).toEqual([
      { id: "w0", length: 24 * HOUR, hop: HOUR, before: 0 },
      { id: "w1", length: 168 * HOUR, hop: HOUR, before: 0 },
      { id: "w2", length: null, hop: 1, before: 0 },
    ]);
    expect(view.atoms.map((atom) => [atom.aggregation, atom.strategy, atom.inputIds, atom.windowId])).toEqual(
      [
        ["count_rows", "prefix", [], "w1"],
        ["last", "latest", ["x2"], "w2"],
        ["latest", "latest", ["x1"], "w2"],
        ["max", "extremum", ["x2"], "w0"],
        ["mean", "prefix", ["x0"], "w1"],
        ["sum", "prefix", ["x0"], "w0"],
        ["sum", "prefix", ["x0"], "w1"],
      ],
    );
    expect(view.atoms.some(({ carriesTime }) => carriesTime)).toBe(false);
    expect(view.tieBreak.map(({ name, type }) => [name, type.kind])).toEqual([
      ["amount", "int64"],
      ["country", "string"],
    ]);
  });

  it("stores the time of latest values under a ttl", () => {
    const features = '{ price: last(order.price), n: count().over("1d") }';
    const view = viewPlan(features, 'refresh: { every: "1h" }, ttl: "3d",');
    expect(view.layout.slots).toEqual([
      { column: "a0", kind: "int64", nullable: false },
      { column: "a1", kind: "float64", nullable: true },
      { column: "a1_time", kind: "timestamp", nullable: true },
    ]);
  });

  it.each([
    ["order.at", { kind: "none" }],
    ['order.at.minus("1h")', { kind: "none" }],
    ['order.at.plus("90m")', { kind: "constant", us: 1.5 * HOUR }],
    ["order.at.plusMinutes(90)", { kind: "constant", us: 1.5 * HOUR }],
    ['order.at.plus("2h").minus("30m")', { kind: "constant", us: 1.5 * HOUR }],
    ["order.at.plusMinutes(order.amount)", { kind: "variable" }],
  ])("whose rows are available at %s has the lag %o", (availableAt, lag) => {
    const sources = SOURCES.replace('order.at.plus("1h")', availableAt);
    expect(viewPlan('{ n: count().over("7d") }', undefined, sources).lag).toEqual(lag);
  });
});

describe("a deployment", () => {
  it("knows its request, its views and its inputs", () => {
    const { deployments, trainingSets, models } = plan(programOf(CHAIN));
    expect(deployments).toMatchObject([
      {
        name: "served",
        model: "late",
        alias: "champion",
        trainingSet: "examples",
        output: "p",
        requestFields: [
          { name: "user", type: { kind: "string", nullable: false } },
          { name: "amount", type: { kind: "float64", nullable: false } },
          { name: "at", type: { kind: "timestamp", nullable: false } },
        ],
        featureViews: ["spending"],
        requestViews: ["at_order"],
      },
    ]);
    expect(deployments[0]?.inputs.map(({ column }) => column)).toEqual([
      "at_order__hour",
      "at_order__share",
      "spending__last_price",
      "spending__paid",
      "spending__spent_1d",
      "spending__spent_7d",
    ]);
    expect(trainingSets[0]?.spineColumns).toEqual(deployments[0]?.requestFields);
    expect(models[0]).toMatchObject({ trainer: "definitions/trainers/late.ts", seed: 0 });
  });

  it("asks for a key that is also a request field once", () => {
    const serving = (CHAIN["serving.ts"] ?? "")
      .replace("amount: t.float64, at", "user: t.string, amount: t.float64, at")
      .replace("at: order.at, amount", "user: order.user, at: order.at, amount");
    const { deployments, trainingSets } = plan(programOf({ ...CHAIN, "serving.ts": serving }));
    expect(deployments[0]?.requestFields.map(({ name }) => name)).toEqual(["user", "amount", "at"]);
    expect(trainingSets[0]?.request.map(({ name }) => name)).toEqual(["amount", "at"]);
  });
});
