// Groups of features, columns, keys and inputs that are spread: inferred wholly, without a cast or a type argument.
import {
  count,
  type Duration,
  entity,
  featureView,
  last,
  mean,
  model,
  parquet,
  type Row,
  requestView,
  role,
  source,
  sum,
  type Timestamp,
  t,
  trainingSet,
  union,
} from "bifold";

const event = { at: t.timestamp, user: t.string, amount: t.float64 };
const user_key = { user: t.string };

export const user = entity({ keys: { ...user_key } });
export const user_and_shop = entity({ keys: { ...user_key, shop: t.int64 } });
export const cards = source({
  from: parquet("cards.parquet"),
  columns: { ...event, fee: t.float64.nullable(), shop: t.int64, declined: t.bool },
  eventTime: (card) => card.at,
  tieBreak: ["amount", "shop"],
});
export const wires = source({
  from: parquet("wires.parquet"),
  columns: { ...event, abroad: t.bool },
  eventTime: (wire) => wire.at,
});

/** Of a column. */
const spend = (amount: number) => ({
  spend_7d: sum(amount).over("7d"),
  spend_30d: sum(amount).over("30d"),
  usual_7d: mean(amount).over("7d"),
  last_spend: last(amount),
});
/** Of a column that may be null, over windows that are listed here, and those that its user lists. */
const fees = (fee: number | null) => ({ fees: sum(fee).over(["1d", "7d"]) });
const spent_over = <const Windows extends readonly Duration[]>(amount: number, windows: Windows) => ({
  spent: sum(amount).over(windows),
});
/** Of a window. */
const rows = (window: Duration) => ({ rows: count().over(window) });
/** Of whatever row has such columns. */
const dearest = (row: { amount: number; at: Timestamp }) => ({ hour: row.at.hour(), dearest: row.amount });
/** Of the row of a source, and of other helpers. */
function all_of(row: Row<(typeof cards)["columns"]>) {
  const amount = row.declined ? 0 : row.amount;
  return { ...spend(amount), ...fees(row.fee), ...rows("1h") };
}
/** What a column of the latest row is may be null to who reads it, if its type is kept. */
const latest_of = <Value extends number>(amount: Value) => ({ amount });
const names = (user: string) => ({ user });

export const user_cards = featureView({
  entity: user,
  source: cards,
  key: (card) => ({ ...names(card.user) }),
  features: (card) => ({
    ...all_of(card),
    ...spent_over(card.amount, ["1d", "2d"]),
    ...latest_of(card.amount),
    seen: count().overAll(),
  }),
  refresh: "stream",
});
export const user_wires = featureView({
  entity: user,
  source: wires,
  key: (wire) => names(wire.user),
  features: (wire) => ({ ...spend(wire.amount), ...dearest(wire) }),
  refresh: { every: "1h" },
});

const shared = { entity: user_and_shop, source: cards, refresh: "stream" } as const;
export const by_shop = featureView({
  ...shared,
  key: (card) => ({ ...names(card.user), shop: card.shop }),
  features: (card) => ({ ...spend(card.amount), n: count().over("1d") }),
});

export const wrong_views = [
  featureView({
    ...shared,
    // @ts-expect-error the shop is missing
    key: (card) => ({ ...names(card.user) }),
    features: (card) => ({ ...spend(card.amount) }),
  }),
  featureView({
    ...shared,
    key: (card) => ({ ...names(card.user), shop: card.shop }),
    // @ts-expect-error the fee may be null
    features: (card) => ({ ...spend(card.fee) }),
  }),
];

export const payments = union({
  columns: { ...event },
  from: [
    [cards, (card) => ({ ...names(card.user), at: card.at, amount: card.amount })],
    [wires, ({ at, amount, user }) => ({ ...names(user), at, amount })],
  ],
});

const request = { basket: t.float64 };
const compared = (basket: number, { spend_7d, rows }: { spend_7d: number; rows: number }) => ({
  against_usual: basket / (spend_7d + 1),
  busy: rows,
});
const views = { mine: user_cards, sent: role("sender", user_wires) };
export const at_checkout = requestView({
  request: { ...request, at: t.timestamp },
  inputs: { ...views },
  features: (request, { mine, sent }) => ({
    ...compared(request.basket, mine),
    seen: mine.seen + mine.spent_1d + mine.spent_2d + mine.fees_1d + mine.fees_7d,
    sent: sent.spend_30d + (sent.last_spend ?? 0) + (sent.usual_7d ?? 0),
    amount: mine.amount ?? 0,
    // @ts-expect-error null without rows
    wrong: mine.usual_7d + 1,
    // @ts-expect-error null without rows
    wrong_latest: mine.amount + 1,
    // @ts-expect-error there is one a window
    wrong_name: mine.spent,
  }),
});

const VIEWS = [user_cards, user_wires] as const;
export const examples = trainingSet({
  spine: cards,
  keys: (card) => ({ ...names(card.user), sender_user: card.user }),
  asOf: (card) => card.at,
  request: (card) => ({ ...{ basket: card.amount, at: card.at } }),
  label: (card) => ({ declined: card.declined }),
  views: [...VIEWS, at_checkout],
});
export const without_keys = trainingSet({
  spine: cards,
  // @ts-expect-error the sender is missing
  keys: (card) => ({ ...names(card.user) }),
  asOf: (card) => card.at,
  request: (card) => ({ basket: card.amount, at: card.at }),
  label: (card) => ({ declined: card.declined }),
  views: [...VIEWS, at_checkout],
});

const scaled = (x: number) => ({ scaled: x / 100 });
const BOOSTING = { trees: 60, depth: 6 };
const SLICES = ["user", "user_cards__rows"] as const;
export const risk = model({
  trainingSet: examples,
  inputs: (read) => ({
    ...scaled(read(user_cards).spend_7d),
    ...compared(read(at_checkout).sent, read(user_cards)),
    fees: read(user_cards).fees_7d,
    // @ts-expect-error no such feature
    wrong: read(user_cards).fees_8d,
  }),
  trainer: "trainers/risk.ts",
  params: { ...BOOSTING, rate: 0.1 },
  output: "probability",
  slices: [...SLICES, "user_wires__hour"],
});
