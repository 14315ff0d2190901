import { count, entity, featureView, parquet, role, source, t, trainingSet, union } from "bifold";

export const user = entity({ keys: { user: t.string } });
export const rows = source({ from: parquet("rows.parquet"), columns: { at: t.timestamp, user: t.string }, eventTime: (row) => row.at, retention: 90 });
export const all = union({ columns: { at: t.timestamp }, from: [rows, [rows], [user, (row) => row], [rows, (row) => row.at]] });
export const none = union({ columns: { at: t.timestamp }, from: rows, retention: "1d" });
export const view = featureView({
  entity: user,
  source: rows,
  inputs: { Self: 3, request: { view: rows, key: (row) => ({ user: row.user }) }, other: { key: "user", of: 1 } },
  key: (row) => ({ user: row.user }),
  features: (row, { other }) => ({ whole: other, n: count().over("1d") }),
  refresh: "stream",
});
export const set = trainingSet({
  spine: rows,
  keys: (row) => ({ user: row.user }),
  asOf: (row) => row.at,
  label: { horizon: 30, source: user, value: () => count() },
  negatives: 10,
  split: { tests: "2001-01-01" },
  views: [role("Sender", view), role(view, "sender"), role("sender"), role("sender", rows), role],
});
