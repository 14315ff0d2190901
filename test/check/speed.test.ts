// A thousand views check and plan in well under a second, and four times as many in about four times as long.
import { expect, it } from "vitest";
import { check } from "../../compiler/check/check.ts";
import type { Declaration } from "../../compiler/ir/declaration.ts";
import { plan } from "../../compiler/plan/plan.ts";
import { declarationsOf, viewOf } from "./projects.ts";

function projectOf(views: number): readonly Declaration[] {
  const declarations = declarationsOf(
    viewOf(`{
      spent: sum(order.amount).over(["1d", "7d", "30d"]),
      price: mean(order.price).over(["1d", "7d"]),
      log_price: Math.log1p(Math.abs(mean(order.price).over("1d") ?? 0)),
      last_country: last(order.country),
      known: order.price === null ? 0 : 1,
    }`),
  );
  const rest = declarations.filter(({ kind }) => kind !== "feature_view");
  const view = declarations.filter(({ kind }) => kind === "feature_view");
  const copies = Array.from({ length: views }, (_, index) =>
    view.map((each) => ({
      ...structuredClone(each),
      name: `view_${index}`,
      nameSpan: { ...each.nameSpan, file: `definitions/${index}.ts` },
    })),
  );
  return [...rest, ...copies.flat()];
}

/** Processor time, which other work on the machine does not stretch as it does the clock's. */
function secondsFor(declarations: readonly Declaration[]): number {
  const start = process.cpuUsage();
  const { value } = check(declarations);
  expect(value === null ? 0 : plan(value).views.length).toBeGreaterThan(0);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

it("1,000 views", () => {
  secondsFor(projectOf(200));
  const thousand = secondsFor(projectOf(1000));
  const fourThousand = secondsFor(projectOf(4000));
  console.log(`1,000 views: ${thousand.toFixed(2)} s; 4,000 views: ${fourThousand.toFixed(2)} s`);
  expect(thousand).toBeLessThan(1.5);
  expect(fourThousand).toBeLessThan(Math.max(2, thousand * 8));
});
