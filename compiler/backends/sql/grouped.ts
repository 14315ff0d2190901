// All aggregates of a view in one pass over grouped rows: what joined probes and materializations have in common.
import { strategiesOf } from "./strategies.ts";
import type { Frame } from "./strategy.ts";
import { earliestTime, type ViewContext } from "./view-context.ts";

/** What a grouped pass groups. */
export interface GroupedRows {
  /** The columns that name a group. */
  readonly by: readonly string[];
  /** What follows FROM: the view's rows, each beside its group's cut. */
  readonly from: string;
  /** The group's cut, in microseconds. */
  readonly cut: string;
  /** The first event time of a window as of the cut. */
  tail(windowId: string): string;
  readonly conditions?: readonly string[];
}

/** A SELECT of `by` and the columns of all strategies, one row for each group that a row speaks of. */
export function printGrouped(context: ViewContext, rows: GroupedRows): string {
  const frame = frameOf(context, rows);
  const parts = strategiesOf(context).map((strategy) => strategy.grouped(context, frame));
  const aggregates = parts.flatMap((part) => part.aggregates);
  const joins = parts.flatMap((part) => part.joins ?? []);
  const reads = [...rows.by, ...parts.flatMap((part) => part.reads)].join(", ");
  const earliest = earliestTime(context, rows.cut, rows.tail);
  const conditions = [
    `__in <= ${rows.cut}`,
    ...(rows.conditions ?? []),
    ...(earliest === null ? [] : [`__et >= ${earliest}`]),
  ];
  const grouped = `SELECT ${[...rows.by, ...aggregates].join(", ")}
FROM ${rows.from}
WHERE ${conditions.join(" AND ")}
GROUP BY ${rows.by.join(", ")}`;
  if (joins.length === 0) return `SELECT ${reads}\nFROM (\n${grouped}\n)`;
  return `WITH grouped AS MATERIALIZED (\n${grouped}\n)\nSELECT ${reads}\nFROM grouped\n${joins.join("\n")}`;
}

function frameOf(context: ViewContext, { by, cut, tail }: GroupedRows): Frame {
  const earliest = earliestTime(context, cut, tail);
  const conditionsOf = (windowId: string): readonly string[] => {
    const { length, before } = context.windowOf(windowId);
    const isOldest = length !== null && tail(windowId) === earliest;
    return [
      // Of the rows before the earliest time there is none.
      ...(length === null || isOldest ? [] : [`__et >= ${tail(windowId)}`]),
      ...(before === 0 ? [] : [`__in <= ${cut} - ${before}`]),
    ];
  };
  return {
    by,
    value: (sql, windowId, conditions = []) => {
      const all = [...conditionsOf(windowId), ...conditions];
      return all.length === 0 ? sql : `CASE WHEN ${all.join(" AND ")} THEN ${sql} END`;
    },
    filter: (windowId, conditions) => ` FILTER (${[...conditionsOf(windowId), ...conditions].join(" AND ")})`,
  };
}
