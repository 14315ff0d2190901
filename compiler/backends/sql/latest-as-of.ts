// Latest values of hot entities where rows enter in the order of their event times: one look-up by the total order.
import { sqlType } from "../../library/literals.ts";
import { lastEventTime } from "./cuts.ts";
import { inputOf, inputsOf, type LatestGroup, orderColumns, value } from "./latest-rows.ts";
import type { Hot } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

/** The latest of the visible rows is the greatest of those up to an event time: it can be asked for by its place. */
export function byTime(context: ViewContext, groups: readonly LatestGroup[]): Hot {
  const order = orderColumns(context);
  const place = [
    "k0 := __et",
    ...order.flatMap(({ column }, at) => [
      `n${at + 1} := (${column} IS NOT NULL)`,
      `k${at + 1} := ${value(context, column)}`,
    ]),
  ];
  const read = inputsOf(context).map((input) => `${value(context, input)} AS ${input}`);
  return {
    steps: [],
    joins: groups.map((group) => {
      const alias = `r_${group.name}`;
      // Null is greater than any value: beyond all rows of that event time.
      const beyond = order.flatMap(({ type }, at) => [
        `n${at + 1} := NULL::BOOLEAN`,
        `k${at + 1} := NULL::${sqlType(type)}`,
      ]);
      const asked = [`k0 := ${lastEventTime(context, context.end(group.windowId, "p.__cut"))}`, ...beyond];
      return `ASOF LEFT JOIN (
  SELECT ${["__key_id", "__et", ...read, `struct_pack(${place.join(", ")}) AS __place`].join(", ")}
  FROM ${context.step("hot_rows")}${group.counts === null ? "" : ` WHERE ${group.counts}`}
) ${alias} ON p.__key_id = ${alias}.__key_id AND struct_pack(${asked.join(", ")}) >= ${alias}.__place`;
    }),
    reads: groups.flatMap((group) => {
      const alias = `r_${group.name}`;
      const bounded = context.windowOf(group.windowId).length !== null;
      const within = (column: string): string =>
        bounded
          ? `CASE WHEN ${alias}.__et >= ${context.tail(group.windowId, "p.__cut")} THEN ${alias}.${column} END`
          : `${alias}.${column}`;
      return group.atoms.flatMap((atom) => [
        `${within(inputOf(atom))} AS ${atom.id}_v`,
        `${within("__et")} AS ${atom.id}_t`,
      ]);
    }),
  };
}
