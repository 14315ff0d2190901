// Aggregates of the last so many rows: those rows are found first, then merged.
import type { AtomPlan } from "../../ir/plan.ts";
import { laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import { numberedList } from "./numbered-list.ts";
import type { RecentGroup } from "./recent-group.ts";
import { lastRows } from "./recent-ranks.ts";
import { tiesOf } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { SqlStrategy } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

export const recent: SqlStrategy = {
  // Lists of rows are held in memory for every probe that is joined row by row; sorted and joined by rank, they spill.
  hotFactor: () => 0,
  rowColumns: (context) => [
    ...laneRows(context, "recent"),
    "__at",
    ...tiesOf(context),
    ...context.atomsOf("recent").flatMap((atom) => atom.inputIds),
  ],
  columns: (context) => laneColumns(context, "recent"),
  grouped: (context, frame) => {
    const groups = recentGroups(context);
    const by = frame.by.join(", ");
    return {
      aggregates: groups.map((group) => {
        const fields = [...orderOf(context, group), ...lanesOf(group).map((lane) => `${lane} := ${lane}`)];
        const row = frame.value(`struct_pack(${fields.join(", ")})`, group.windowId, group.counts);
        return `max(${row}, ${group.most}) AS __rows_${group.name}`;
      }),
      joins: groups.map((group) => {
        const numbered = `SELECT ${by}, unnest(__rows_${group.name}) AS r, generate_subscripts(__rows_${group.name}, 1) AS __nth FROM grouped`;
        return `LEFT JOIN (
  SELECT ${by}, ${merged(group, "__nth", (rows) => `__nth <= ${rows}`)} FROM (${numbered}) GROUP BY ${by}
) r_${group.name} USING (${by})`;
      }),
      reads: columnsOf(groups),
    };
  },
  hot: (context) => {
    const groups = recentGroups(context);
    return {
      steps: groups.flatMap((group) => hotSteps(context, group)),
      joins: groups.map(({ name }) => {
        const rows = context.step(`recent_${name}`);
        return `LEFT JOIN ${rows} r_${name} ON p.__probe_id = r_${name}.__probe_id`;
      }),
      reads: columnsOf(groups),
    };
  },
  values: (context, stages) => laneValues(context, "recent", stages),
};

function recentGroups(context: ViewContext): readonly RecentGroup[] {
  const groups = new Map<string, RecentGroup>();
  for (const atom of context.atomsOf("recent")) {
    const rows = atom.window.rows ?? 0;
    const { windowId, inputIds } = atom;
    const name = [...inputIds, windowId].join("_");
    const known = groups.get(name);
    const lanes = (context.lanes.ofAtom.get(atom.id) ?? []).map((lane) => ({ rows, lane }));
    groups.set(name, {
      name,
      windowId,
      inputIds,
      counts: countsOf(atom),
      most: Math.max(rows, known?.most ?? 0),
      lanes: [...(known?.lanes ?? []), ...lanes],
    });
  }
  return [...groups.values()];
}

function countsOf({ inputs, inputIds }: AtomPlan): readonly string[] {
  return inputIds.flatMap((id, at) => (inputs[at]?.type.nullable ? [`${id} IS NOT NULL`] : []));
}

/** The total order as fields of a struct, in which no null is compared. */
function orderOf({ view }: ViewContext, { inputIds }: RecentGroup): readonly string[] {
  const ties = view.tieBreak.flatMap((_, at) => [
    `n${at} := __tie_${at} IS NOT NULL`,
    `t${at} := __tie_${at}`,
  ]);
  // Availability that follows from the event time orders nothing.
  const available = view.lag.kind === "variable" ? ["k1 := __at"] : [];
  return ["k0 := __et", ...available, ...ties, ...[...new Set(inputIds)].map((id) => `i_${id} := ${id}`)];
}

function lanesOf({ lanes }: RecentGroup): readonly string[] {
  return [...new Set(lanes.map(({ lane }) => lane.lane.id))];
}

function columnsOf(groups: readonly RecentGroup[]): readonly string[] {
  return groups.flatMap(({ name, lanes }) => lanes.map(({ lane }) => `r_${name}.${lane.column}`));
}

/** Lanes of `r`, a row; `number` puts those of a list in order, from the newest on, and `within` says which are among the last so many. */
function merged({ lanes, most }: RecentGroup, number: string, within: (rows: number) => string): string {
  const all = lanes.map(({ rows, lane: { column, lane } }) => {
    const filter = rows === most ? "" : ` FILTER (${within(rows)})`;
    const value = `r.${lane.id}`;
    const isList = lane.keeps?.kind === "newest";
    return `${isList ? numberedList(number, value, filter) : `${lane.merged(value)}${filter}`} AS ${column}`;
  });
  return all.join(", ");
}

/** Ranks rise with the entity and the total order, so a rank names a row; each probe's newest are joined by them. */
function hotSteps(context: ViewContext, group: RecentGroup): readonly Step[] {
  const { view, step } = context;
  const ties = view.tieBreak.map((_, at) => `__tie_${at} ASC NULLS FIRST`);
  const order = ["__key_id", "__et", "__at", ...ties, ...group.inputIds].join(", ");
  const counts = group.counts.length === 0 ? "" : ` WHERE ${group.counts.join(" AND ")}`;
  const ranked = step(`ranked_${group.name}`);
  const { length } = context.windowOf(group.windowId);
  const inWindow = length === null ? "" : `\nWHERE r.__et >= ${context.tail(group.windowId, "q.__cut")}`;
  const last = lastRows(context, group, ranked);
  return [
    {
      name: ranked,
      comment: `${view.name}: rows that count, numbered in their order`,
      body: `SELECT row_number() OVER () AS __rank, __key_id, __et, __in, ${lanesOf(group).join(", ")}
FROM (SELECT * FROM ${step("hot_rows")}${counts} ORDER BY ${order})`,
    },
    ...last.steps,
    {
      name: step(`recent_${group.name}`),
      comment: `${view.name}: the last rows of each probe, merged`,
      body: `SELECT q.__probe_id, ${merged(group, "(0 - r.__rank)", last.within)}
FROM ${last.from}${inWindow}
GROUP BY q.__probe_id`,
      frees: [...last.frees, ranked],
    },
  ];
}
