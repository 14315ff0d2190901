// Unions, views over views, roles and labels with a horizon: inferred wholly, and red where they are wrong.
import {
  count,
  entity,
  featureView,
  mean,
  model,
  parquet,
  type Row,
  requestView,
  role,
  source,
  sum,
  t,
  trainingSet,
  union,
} from "bifold";

export const user = entity({ keys: { user: t.string } });
export const merchant = entity({ keys: { merchant: t.int64 } });

export const cards = source({
  from: parquet("cards.parquet"),
  columns: { paid_at: t.timestamp, card_user: t.string, merchant_id: t.int64, cents: t.int64 },
  eventTime: (card) => card.paid_at,
  retention: "90d",
});
export const wires = source({
  from: parquet("wires.parquet"),
  columns: { at: t.timestamp, sender: t.string, receiver: t.string, merchant_id: t.int64, amount: t.float64 },
  eventTime: (wire) => wire.at,
});

const shape = { at: t.timestamp, user: t.string, merchant_id: t.int64, amount: t.float64 };

export const payments = union({
  columns: shape,
  from: [
    [
      cards,
      (card) => ({
        at: card.paid_at,
        user: card.card_user,
        merchant_id: card.merchant_id,
        amount: card.cents / 100,
      }),
    ],
    [
      wires,
      (wire) => ({ at: wire.at, user: wire.sender, merchant_id: wire.merchant_id, amount: wire.amount }),
    ],
  ],
  tieBreak: ["amount"],
});

export const wrong_union = union({
  columns: shape,
  from: [
    // @ts-expect-error no such column
    [cards, (card) => ({ at: card.at, user: card.card_user, merchant_id: 1, amount: 1 })],
    // @ts-expect-error the user is missing
    [wires, (wire) => ({ at: wire.at, merchant_id: wire.merchant_id, amount: wire.amount })],
  ],
  // @ts-expect-error no such column
  tieBreak: ["cents"],
});

/** Rows by a function that is declared beside, with a column that no source has. */
const wire_row = (wire: Row<(typeof wires)["columns"]>) => ({ at: wire.at, amount: wire.amount, from: null });

export const amounts = union({
  columns: { at: t.timestamp, amount: t.float64, from: t.string.nullable() },
  from: [
    [wires, wire_row],
    [cards, (card) => ({ at: card.paid_at, amount: card.cents / 100, from: card.card_user })],
    [payments, ({ at, amount, user }) => ({ at, amount, from: user })],
  ],
  eventTime: (row) => row.at,
});

export const unknown_columns = union({
  columns: shape,
  from: [
    [
      cards,
      (card) => ({
        at: card.paid_at,
        // @ts-expect-error the column is called `user`
        holder: card.card_user,
        merchant_id: card.merchant_id,
        amount: card.cents,
      }),
    ],
    [
      wires,
      (wire) => ({
        at: wire.at,
        user: wire.sender,
        merchant_id: wire.merchant_id,
        amount: wire.amount,
        // @ts-expect-error the common row has no receiver
        receiver: wire.receiver,
      }),
    ],
    // What is wrong in other rows leaves no trace in these.
    [payments, ({ at, user, merchant_id, amount }) => ({ at, user, merchant_id, amount })],
  ],
});

export const unknown_null = union({
  columns: { at: t.timestamp },
  // @ts-expect-error the common row has no user, not even of nobody
  from: [[wires, (wire) => ({ at: wire.at, user: null })]],
});

export const unknown_columns_beside = union({
  columns: { at: t.timestamp },
  from: [
    [cards, (card) => ({ at: card.paid_at })],
    // @ts-expect-error the common row has no amount
    [wires, wire_row],
  ],
});

export const merchant_profile = featureView({
  entity: merchant,
  source: payments,
  key: (payment) => ({ merchant: payment.merchant_id }),
  features: (payment) => ({ avg: mean(payment.amount).over("7d"), payments: count().over("7d") }),
  refresh: { every: "1h" },
});

export const user_stats = featureView({
  entity: user,
  source: payments,
  inputs: { merchant: { view: merchant_profile, key: (payment) => ({ merchant: payment.merchant_id }) } },
  key: (payment) => ({ user: payment.user }),
  where: (payment, { merchant }) => merchant.payments >= 0 && payment.amount > 0,
  features: (payment, { merchant }) => ({
    ratio: mean(payment.amount / (merchant.avg ?? 1)).over("7d"),
    busy: sum(merchant.payments).over("7d"),
    // @ts-expect-error the mean may be null
    nullable: mean(payment.amount / merchant.avg).over("7d"),
    // @ts-expect-error no such feature
    unknown: sum(merchant.refunds).over("7d"),
  }),
  refresh: { every: "10m" },
});

export const wrong_row_key = featureView({
  entity: user,
  source: payments,
  inputs: {
    // @ts-expect-error the key is a number
    merchant: { view: merchant_profile, key: (payment) => ({ merchant: payment.user }) },
  },
  key: (payment) => ({ user: payment.user }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const compared = requestView({
  request: { amount: t.float64 },
  inputs: { sender: role("sender", user_stats), receiver: role("receiver", user_stats) },
  features: (request, { sender, receiver }) => ({
    apart: (sender.ratio ?? 0) - (receiver.ratio ?? 0),
    busy: sender.busy + request.amount,
  }),
});

export const transfers = trainingSet({
  spine: wires,
  keys: (wire) => ({ sender_user: wire.sender, receiver_user: wire.receiver, user: wire.sender }),
  asOf: (wire) => wire.at,
  request: (wire) => ({ amount: wire.amount }),
  label: {
    horizon: "30d",
    source: payments,
    key: (payment) => ({ sender_user: payment.user }),
    where: (payment) => payment.amount > 0,
    value: () => ({ churned: count().overAll() === 0 }),
  },
  negatives: { oneIn: 10 },
  split: { validation: "2001-05-01", test: "2001-06-01" },
  views: [role("sender", user_stats), role("receiver", user_stats), user_stats, compared],
});

export const transfer_model = model({
  trainingSet: transfers,
  inputs: (read) => ({
    sender: read(role("sender", user_stats)).busy,
    own: read(user_stats).ratio,
    apart: read(compared).apart,
  }),
  trainer: "trainers/transfers.ts",
  output: "p",
});

export const missing_role_key = trainingSet({
  spine: wires,
  // @ts-expect-error the receiver's key is missing
  keys: (wire) => ({ sender_user: wire.sender }),
  asOf: (wire) => wire.at,
  label: (wire) => ({ large: wire.amount > 100 }),
  views: [role("sender", user_stats), role("receiver", user_stats)],
});

export const wrong_outcome = trainingSet({
  spine: wires,
  keys: (wire) => ({ sender_user: wire.sender }),
  asOf: (wire) => wire.at,
  label: {
    // @ts-expect-error a duration
    horizon: "a month",
    source: payments,
    // @ts-expect-error the key is a string
    key: (payment) => ({ sender_user: payment.merchant_id }),
    value: () => ({ churned: count().overAll() === 0 }),
  },
  views: [role("sender", user_stats)],
});
