// `count(x)` of what is never null: of a condition it is a mistake, of another value it counts rows.
import { count, featureView, fit, model, parquet, source, t, trainingSet } from "bifold";
import { customer } from "./world.ts";

export const payments = source({
  from: parquet("data/payments.parquet"),
  columns: {
    at: t.timestamp,
    customer: t.string,
    amount: t.int64,
    card: t.string,
    web: t.bool,
    disputed: t.bool.nullable(),
  },
  eventTime: (payment) => payment.at,
});

const isLarge = (amount: number) => amount > 1000;

export const counts = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({
    large: count(payment.amount > 1000).over("1d"),
    large_by_helper: count(isLarge(payment.amount)).over("1d"),
    web: count(payment.web).over(["1d", "7d"]),
    web_of_large: count(payment.web).where(payment.amount > 1000).over("1d"),
    known: count(payment.disputed !== null).overLast(5),
    proven: count(payment.disputed).where(payment.disputed !== null).over("1d"),
    answered: count(payment.disputed).over("1d"),
    by_card: count(payment.card).over("1d"),
    right: count().where(payment.web).over("1d"),
  }),
  refresh: { every: "10m" },
});

export const read = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ answered: count(payment.disputed).over("1d") }),
  refresh: { every: "10m" },
});

export const churn = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at,
  label: {
    horizon: "30d",
    source: payments,
    key: (payment) => ({ customer: payment.customer }),
    value: (payment) => ({ stays: count(payment.web).overAll() > 0 }),
  },
  views: [read],
});

export const sound = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at,
  label: (payment) => ({ web: payment.web }),
  views: [read],
});

export const predicts = model({
  trainingSet: sound,
  inputs: (of) => ({ share: of(read).answered / fit(count(of(read).answered > 0)) }),
  trainer: "trainers/web.ts",
  output: "p",
});
