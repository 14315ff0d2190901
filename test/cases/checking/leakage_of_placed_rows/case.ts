// Rows tell the label by where and when a view finds them, though no aggregate reads it.
import { count, entity, featureView, last, latest, parquet, source, sum, t, trainingSet, union } from "bifold";
import { customer, spending } from "./world.ts";

const columns = {
  at: t.timestamp,
  reported: t.timestamp,
  customer: t.string,
  shop: t.string,
  best: t.string,
  amount: t.int64,
  fraud: t.bool,
} as const;

export const payments = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
  tieBreak: ["fraud"],
});

export const by_event = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => (payment.fraud ? payment.reported : payment.at),
});

export const by_availability = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
  availableAt: (payment) => (payment.fraud ? payment.reported : payment.at).plus("1h"),
});

export const reports = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.reported,
  availableAt: (payment) => latest(payment.at, payment.reported.plus("1d")),
});

export const moved = union({
  columns: { when: t.timestamp, customer: t.string },
  from: [
    [payments, (payment) => ({ when: payment.fraud ? payment.reported : payment.at, customer: payment.customer })],
  ],
  eventTime: (payment) => payment.when,
});

export const flag = entity({ keys: { flag: t.bool } });

export const keyed = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.fraud ? "fraud" : payment.customer }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const happened = featureView({
  entity: customer,
  source: by_event,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const known = featureView({
  entity: customer,
  source: by_availability,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const united = featureView({
  entity: customer,
  source: moved,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const tied = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ amount: last(payment.amount) }),
  refresh: "stream",
});

export const by_flag = featureView({
  entity: flag,
  source: payments,
  key: (payment) => ({ flag: payment.fraud }),
  features: () => ({ payments: count().over("7d") }),
  refresh: "stream",
});

export const beside = featureView({
  entity: customer,
  source: payments,
  inputs: { alike: { view: by_flag, key: (payment) => ({ flag: payment.fraud }) } },
  key: (payment) => ({ customer: payment.customer }),
  features: (_, { alike }) => ({ crowd: sum(alike.payments).over("7d") }),
  refresh: "stream",
});

export const reported = featureView({
  entity: customer,
  source: reports,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ reports: count().over("7d") }),
  refresh: "stream",
});

export const summed = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.best }),
  features: (payment) => ({ spent: sum(payment.amount).over("7d") }),
  refresh: "stream",
});

export const a_day_later = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({ was_fraud: payment.fraud }),
  views: [keyed, happened, known, united, tied, beside, summed],
});

export const at_once = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at,
  label: (payment) => ({ was_fraud: payment.fraud }),
  views: [keyed, happened, known, tied, beside],
});

export const best_of_the_shop = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({ is_best: payment.best === payment.customer }),
  views: [summed],
});

export const sound = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({
    reported_soon: payment.reported.secondsSince(payment.at) < 86400 && payment.shop !== payment.customer,
  }),
  views: [reported, summed, spending],
});
