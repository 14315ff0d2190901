import { count, entity, featureView, parquet, requestView, role, source, t, trainingSet, union } from "bifold";

const SIDES = { from: "sender", to: "receiver" } as const;
export const user = entity({ keys: { user: t.string } });
export const cards = source({ from: parquet("a.parquet"), columns: { at: t.timestamp, user: t.string }, eventTime: (row) => row.at, retention: "90d" });
export const both = union({
  columns: { at: t.timestamp, user: t.string },
  from: [[cards, (card) => ({ at: card.at, user: card.user })], [cards, common]],
  eventTime: (row) => row.at,
});
function common(row: { at: unknown; user: string }) {
  return { at: row.at, user: row.user + "!" };
}
export const stats = featureView({
  entity: user,
  source: both,
  key: (row) => ({ user: row.user }),
  features: () => ({ n: count().over("1d") }),
  refresh: "stream",
});
export const after = featureView({
  entity: user,
  source: both,
  inputs: { before: { view: stats, key: (row) => ({ user: row.user }) } },
  key: (row) => ({ user: row.user }),
  where: (row, { before }) => before.n > 0,
  features: (row, inputs) => ({ n: count(inputs.before.n).over("1d") }),
  refresh: "stream",
});
export const asked = requestView({
  request: { amount: t.float64 },
  inputs: { from: role(SIDES.from, stats), to: role("receiver", stats) },
  features: (request, { from, to }) => ({ gap: from.n - to.n }),
});
export const set = trainingSet({
  spine: both,
  keys: (row) => ({ sender_user: row.user, receiver_user: row.user }),
  asOf: (row) => row.at,
  request: () => ({ amount: 1.5 }),
  label: { horizon: "30d", source: cards, key: (card) => ({ sender_user: card.user }), where: (card) => card.user !== "", value: () => ({ gone: count() === 0 }) },
  negatives: { oneIn: 10 },
  split: { validation: "2001-05-01" },
  views: [role(SIDES.to, after), asked],
});
