// A model's inputs name views: one at a time, by their constants, perhaps under roles.
import { count, entity, featureView, model, parquet, role, source, t, trainingSet } from "bifold";

export const user = entity({ keys: { user: t.string } });
export const rows = source({
  from: parquet("rows.parquet"),
  columns: { at: t.timestamp, user: t.string },
  eventTime: (row) => row.at,
});
export const stats = featureView({
  entity: user,
  source: rows,
  key: (row) => ({ user: row.user }),
  features: () => ({ rows_1d: count().over("1d") }),
  refresh: "stream",
});
export const set = trainingSet({
  spine: rows,
  keys: (row) => ({ user: row.user }),
  asOf: (row) => row.at,
  label: (row) => ({ known: row.user === "a" }),
  views: [stats],
});
export const late = model({
  trainingSet: set,
  inputs: (read) => ({
    none: read().rows_1d,
    two: read(stats, stats).rows_1d,
    no_view: read(rows).at,
    text: read("stats").rows_1d,
    unsaid: read(role(read(stats).rows_1d, stats)).rows_1d,
    itself: read,
    whole: read(stats),
    NotSnake: read(stats).rows_1d,
    good: read(role("sender", stats)).rows_1d,
  }),
  trainer: "late.ts",
  output: "p",
});
