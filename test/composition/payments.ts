// Payments by card and by wire, told in every composed way: unions, features of features, roles, outcomes.
import fc from "fast-check";
import type { Row } from "../../compiler/library/reference/evaluate-view.ts";
import type { Value } from "../../compiler/ir/value-type.ts";

const MINUTE = 60_000_000;
/** 2001-03-01T00:00:00Z */
export const START = 983_404_800_000_000;

export const PAYMENTS = `
import { count, entity, featureView, last, max, mean, parquet, requestView, role, source, sum, t, trainingSet, union } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const merchant = entity({ keys: { merchant: t.int64 } });
export const pair = entity({ keys: { user: t.string, merchant: t.int64 } });
export const cards = source({
  from: parquet("cards.parquet"),
  columns: { paid_at: t.timestamp, holder: t.string, shop: t.int64, cents: t.int64, lag_minutes: t.int64 },
  eventTime: (card) => card.paid_at,
  availableAt: (card) => card.paid_at.plusMinutes(card.lag_minutes),
});
export const wires = source({
  from: parquet("wires.parquet"),
  columns: { at: t.timestamp, sender: t.string, receiver: t.string, shop: t.int64.nullable(), amount: t.float64 },
  eventTime: (wire) => wire.at,
});
export const payments = union({
  columns: { happened: t.timestamp, who: t.string, shop: t.int64.nullable(), euros: t.float64, kind: t.string },
  from: [
    [wires, (wire) => ({ happened: wire.at, who: wire.sender, shop: wire.shop, euros: wire.amount, kind: "wire" })],
    [cards, (card) => ({ happened: card.paid_at, who: card.holder, shop: card.shop, euros: card.cents / 100, kind: "card" })],
  ],
  tieBreak: ["kind", "euros"],
});
export const later = union({
  columns: { when: t.timestamp, who: t.string },
  from: [
    [cards, (card) => ({ when: card.paid_at.plus("1h"), who: card.holder })],
    [wires, (wire) => ({ when: wire.at.plus("1h"), who: wire.receiver })],
  ],
});
export const shop_profile = featureView({
  entity: merchant, source: payments, key: (p) => ({ merchant: p.shop ?? -1 }), where: (p) => p.shop !== null,
  features: (p) => ({ avg: mean(p.euros).over("6h"), n: count().over("1d"), kind: p.kind, most: max(p.euros).over("1d") }),
  refresh: { every: "10m" }, ttl: "12h",
});
export const habits = featureView({
  entity: pair, source: payments, key: (p) => ({ user: p.who.toLowerCase(), merchant: p.shop ?? 0 }),
  features: (p) => ({ spent: sum(p.euros).over("1d"), kind: last(p.kind) }),
  refresh: "stream",
});
export const user_stats = featureView({
  entity: user, source: cards,
  inputs: {
    shop: { view: shop_profile, key: (card) => ({ merchant: card.shop }) },
    habit: { view: habits, key: (card) => ({ user: card.holder, merchant: card.shop }) },
  },
  key: (card) => ({ user: card.holder }),
  where: (card, { shop }) => shop.n < 50,
  features: (card, { shop, habit }) => ({
    ratio: mean(card.cents / ((shop.avg ?? 1) + 1)).over("6h"),
    crowd: sum(shop.n).over(["1h", "1d"]),
    crowd_most: max(shop.most).over("1d"),
    last_kind: last(shop.kind),
    habit: habit.kind,
    spent: sum(habit.spent).over("1d"),
    cards: count().over("1d"),
  }),
  refresh: { every: "10m" }, ttl: "1d",
});
export const circle = featureView({
  entity: user, source: later,
  inputs: { stats: { view: user_stats, key: (row) => ({ user: row.who }) } },
  key: (row) => ({ user: row.who }),
  features: (row, { stats }) => ({ crowds: sum(stats.crowd_1d).over("1d"), mean_ratio: mean(stats.ratio ?? 0).over("1d"), n: count().over("1d") }),
  refresh: { every: "1h" },
});
export const compared = requestView({
  request: { amount: t.float64 },
  inputs: { from: role("sender", user_stats), to: role("receiver", user_stats), shop: shop_profile },
  features: (request, { from, to, shop }) => ({
    apart: from.crowd_1d - to.crowd_1d * 2,
    size: request.amount / ((shop.avg ?? 0) + 1),
  }),
});
export const transfers = trainingSet({
  spine: wires,
  keys: (wire) => ({ sender_user: wire.sender, receiver_user: wire.receiver, user: wire.receiver, merchant: wire.shop ?? 1,
    shopper_user: wire.sender.toLowerCase(), shopper_merchant: wire.shop ?? 0 }),
  asOf: (wire) => wire.at,
  request: (wire) => ({ amount: wire.amount }),
  label: {
    horizon: "5h",
    source: payments,
    key: (p) => ({ sender_user: p.who }),
    where: (p) => p.euros > 0,
    value: (p) => ({ spent: (sum(p.euros).overAll() / 10) + count() }),
  },
  split: { validation: "2001-03-01T06:00:00Z", test: "2001-03-01T18:00:00Z" },
  views: [role("sender", user_stats), role("receiver", user_stats), role("receiver", circle), circle, compared, shop_profile, role("shopper", habits)],
});
export const churn = trainingSet({
  spine: payments,
  keys: (p) => ({ user: p.who }),
  asOf: (p) => p.happened,
  label: { horizon: "2h", source: cards, key: (card) => ({ user: card.holder }), value: (card) => ({ churned: count().where(card.cents > 100).overAll() === 0 }) },
  negatives: { oneIn: 3 },
  views: [user_stats],
});
`;

export const CARD_COLUMNS = {
  paid_at: "TIMESTAMP",
  holder: "VARCHAR",
  shop: "BIGINT",
  cents: "BIGINT",
  lag_minutes: "BIGINT",
} as const;

export const WIRE_COLUMNS = {
  at: "TIMESTAMP",
  sender: "VARCHAR",
  receiver: "VARCHAR",
  shop: "BIGINT",
  amount: "DOUBLE",
} as const;

export interface PaymentWorld {
  readonly cards: readonly Row[];
  readonly wires: readonly Row[];
}

const instants = fc
  .tuple(
    fc.constantFrom(0, 5, 10, 55, 60, 65, 120, 300, 355, 360, 365, 420, 1080, 1435, 1440, 1445),
    fc.constantFrom(-1, 0, 1, 7 * MINUTE),
  )
  .map(([minutes, nudge]) => START + minutes * MINUTE + nudge);
const people = fc.constantFrom<Value>("a", "a", "b", "ü");
const shops = fc.constantFrom<Value>(1, 1, 2, 3);

export const paymentWorlds: fc.Arbitrary<PaymentWorld> = fc.record({
  cards: fc.array(
    fc.record({
      paid_at: instants,
      holder: people,
      shop: shops,
      cents: fc.constantFrom<Value>(0, 100, 250, -300, 99_999),
      lag_minutes: fc.constantFrom<Value>(0, 0, 5, 90, 600),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  wires: fc.array(
    fc.record({
      at: instants,
      sender: people,
      receiver: people,
      shop: fc.option(shops),
      amount: fc.constantFrom<Value>(0.1, 7.25, -2, 1e6),
    }),
    { minLength: 1, maxLength: 30 },
  ),
});
