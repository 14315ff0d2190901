// Two sources that declare one file have the same rows: a label leaks from one to the other.
import { count, csv, featureView, last, parquet, source, t, trainingSet, union } from "bifold";
import { customer } from "./world.ts";

const columns = { at: t.timestamp, customer: t.string, card: t.string, fraud: t.bool } as const;

export const asked = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
});

export const same = source({
  from: parquet("./data/payments.parquet"),
  columns: { card: t.string, customer: t.string, at: t.timestamp, fraud: t.bool },
  eventTime: (payment) => payment.at,
});

export const same_later = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
  availableAt: (payment) => payment.at.plus("30d"),
});

export const other = source({
  from: csv("data/payments.csv"),
  columns,
  eventTime: (payment) => payment.at,
});

export const of_same = featureView({
  entity: customer,
  source: same,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("7d") }),
  refresh: { every: "10m" },
});

export const of_same_later = featureView({
  entity: customer,
  source: same_later,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("60d") }),
  refresh: { every: "10m" },
});

export const of_other = featureView({
  entity: customer,
  source: other,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("7d") }),
  refresh: { every: "10m" },
});

export const both = union({
  columns: { when: t.timestamp, customer: t.string, bad: t.bool },
  from: [
    [same, (payment) => ({ when: payment.at, customer: payment.customer, bad: payment.fraud })],
    [other, (payment) => ({ when: payment.at, customer: payment.customer, bad: payment.fraud })],
  ],
});

export const of_both = featureView({
  entity: customer,
  source: both,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ last_bad: last(payment.bad) }),
  refresh: { every: "10m" },
});

export const a_day_later = trainingSet({
  spine: asked,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [of_same, of_same_later, of_other, of_both],
});

export const at_once = trainingSet({
  spine: asked,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at,
  label: (payment) => ({ fraud: payment.fraud }),
  views: [of_same, of_both],
});
