// A row that has left a window when it is asked about is not seen by it; by cuts and hops, some rows may have.
import { count, featureView, last, parquet, source, sum, t, trainingSet } from "bifold";
import { customer } from "./world.ts";

export const payments = source({
  from: parquet("data/payments.parquet"),
  columns: { at: t.timestamp, customer: t.string, fraud: t.bool },
  eventTime: (payment) => payment.at,
});

export const short = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("1h") }),
  refresh: { every: "10m" },
});

export const day = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("1d") }),
  refresh: { every: "10m" },
});

export const hourly = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("7d") }),
  refresh: { every: "1h" },
});

export const latest = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ last_fraud: last(payment.fraud) }),
  refresh: { every: "1h" },
  ttl: "12h",
});

export const a_day_later = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [short, latest],
});

export const at_the_tail = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1500m"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [day],
});

export const before_the_tail = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1499m"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [day],
});

export const half_an_hour_later = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("30m"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [hourly],
});

// Features beside other rows are as of their times, when the row may still have been in the window.
export const beside = featureView({
  entity: customer,
  source: payments,
  inputs: { short: { view: short, key: (payment) => ({ customer: payment.customer }) } },
  key: (payment) => ({ customer: payment.customer }),
  features: (payment, { short: then }) => ({ frauds: sum(then.frauds).over("7d") }),
  refresh: { every: "10m" },
});

export const a_day_later_beside = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1d"),
  label: (payment) => ({ fraud: payment.fraud }),
  views: [beside],
});
