// Latest values: each from the greatest of the rows that count, by the total order of a view's rows.
import { rawSql } from "../../library/sql.ts";
import { byTime } from "./latest-as-of.ts";
import { byRank } from "./latest-ranks.ts";
import { inputOf, inputsOf, latestAtoms, latestGroups, rowOrder, value } from "./latest-rows.ts";
import { tiesOf } from "./source-rows.ts";
import type { SqlStrategy } from "./strategy.ts";

/** Beyond as many look-ups by time, ranking all rows once is cheaper. */
const FEW_GROUPS = 3;

export const latest: SqlStrategy = {
  hotFactor: () => 24,
  rowColumns: (context) => ["__at", ...tiesOf(context), ...inputsOf(context)],
  columns: (context) => latestAtoms(context).flatMap((atom) => [`${atom.id}_v`, `${atom.id}_t`]),
  grouped: (context, frame) => {
    const order = rowOrder(context);
    const groups = latestGroups(context);
    return {
      aggregates: groups.map((group) => {
        const fields = order.map((column, index) => `k${index} := ${column}`);
        const counts = group.counts === null ? [] : [group.counts];
        const row = frame.value(`struct_pack(${fields.join(", ")})`, group.windowId, counts);
        return `max(${row}) AS __row_${group.name}`;
      }),
      reads: groups.flatMap((group) =>
        group.atoms.flatMap((atom) => [
          `__row_${group.name}.k${order.indexOf(value(context, inputOf(atom)))} AS ${atom.id}_v`,
          `__row_${group.name}.k0 AS ${atom.id}_t`,
        ]),
      ),
    };
  },
  hot: (context) => {
    const groups = latestGroups(context);
    const few = groups.length <= FEW_GROUPS && context.view.lag.kind !== "variable";
    return few ? byTime(context, groups) : byRank(context, groups);
  },
  values: (context) =>
    latestAtoms(context).flatMap((atom) => {
      const latestValue = { name: atom.id, value: rawSql(`${atom.id}_v`) };
      return atom.carriesTime
        ? [latestValue, { name: `${atom.id}_time`, value: rawSql(`${atom.id}_t`) }]
        : [latestValue];
    }),
};
