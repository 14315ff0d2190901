// What a label with a horizon speaks of, told by views over its file whose rows enter at other times.
import { any, count, entity, featureView, last, parquet, source, sum, t, trainingSet, union } from "bifold";
import { customer, orders } from "./world.ts";

const columns = {
  at: t.timestamp,
  planned: t.timestamp,
  reported: t.timestamp,
  customer: t.string,
  minutes: t.int64,
  amount: t.int64,
  fraud: t.bool,
} as const;

export const reports = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.reported,
});

export const payments = source({
  from: parquet("data/old/../payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
});

export const payments_known = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at,
  availableAt: (payment) => payment.reported,
});

export const plans = source({
  from: parquet("./data//payments.parquet"),
  columns,
  eventTime: (payment) => payment.planned,
  tieBreak: ["fraud"],
});

export const a_month_before = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.reported.minus("30d"),
  tieBreak: ["fraud"],
});

export const a_day_after = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.reported.plus("1d"),
});

export const ends = source({
  from: parquet("data/payments.parquet"),
  columns,
  eventTime: (payment) => payment.at.plusMinutes(payment.minutes / 60),
});

export const united_plans = union({
  columns: { customer: t.string, bad: t.bool },
  from: [[plans, (payment) => ({ customer: payment.customer, bad: payment.fraud })]],
});

export const flag = entity({ keys: { flag: t.bool } });

const refresh = { every: "10m" } as const;

export const by_event = featureView({
  entity: customer,
  source: payments,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({
    payments: count().over("7d"),
    frauds: count().where(payment.fraud).over(["7d", "30d"]),
    lost: sum(payment.fraud ? payment.amount : 0).over("7d"),
    ever: any(payment.fraud).over("90d"),
    last_fraud: last(payment.fraud),
    frauds_of_hour: count().where(payment.fraud).over("1h"),
  }),
  refresh,
});

export const by_event_known = featureView({
  entity: customer,
  source: payments_known,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ frauds: count().where(payment.fraud).over("7d") }),
  refresh,
});

export const by_plan = featureView({
  entity: customer,
  source: united_plans,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ bad: count().where(payment.bad).over("8d") }),
  refresh,
});

export const by_plan_kept = featureView({
  entity: customer,
  source: plans,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ planned: count().over("8d"), amount: last(payment.amount) }),
  refresh,
});

export const keyed = featureView({
  entity: customer,
  source: a_month_before,
  key: (payment) => ({ customer: payment.fraud ? payment.customer : "none" }),
  features: () => ({ payments: count().over("30d") }),
  refresh,
});

export const tied = featureView({
  entity: customer,
  source: a_month_before,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ amount: last(payment.amount) }),
  refresh,
});

export const by_flag = featureView({
  entity: flag,
  source: orders,
  key: (order) => ({ flag: order.paid }),
  features: () => ({ orders: count().over("7d") }),
  refresh,
});

export const beside = featureView({
  entity: customer,
  source: a_month_before,
  inputs: { alike: { view: by_flag, key: (payment) => ({ flag: payment.fraud }) } },
  key: (payment) => ({ customer: payment.customer }),
  features: (_, { alike }) => ({ crowd: sum(alike.orders).over("7d"), rows: count().over("1d") }),
  refresh,
});

export const rows_before = featureView({
  entity: customer,
  source: a_month_before,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ payments: count().over("30d"), before: count().over("7d", { before: "30d" }) }),
  refresh,
});

export const rows_after = featureView({
  entity: customer,
  source: a_day_after,
  key: (payment) => ({ customer: payment.customer }),
  features: (payment) => ({ payments: count().over("30d"), frauds: any(payment.fraud).over("7d") }),
  refresh,
});

export const ended = featureView({
  entity: customer,
  source: ends,
  key: (payment) => ({ customer: payment.customer }),
  features: () => ({ payments: count().over("7d") }),
  refresh,
});

export const frauds = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "7d",
    source: reports,
    key: (payment) => ({ customer: payment.customer }),
    value: (payment) => ({ defrauded: any(payment.fraud).overAll() }),
  },
  views: [by_event, by_event_known, by_plan, by_plan_kept, keyed, tied, beside, rows_before, rows_after],
});

// What a label counts is known by when it was planned; a month before it was reported, it is not.
export const reported_at_all = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "7d",
    source: reports,
    key: (payment) => ({ customer: payment.customer }),
    value: () => ({ reports: count().overAll() }),
  },
  views: [by_event, by_plan, by_plan_kept, rows_before, rows_after],
});

// A row that a duration places after its start is seen once that has passed, as one that a column of ends places.
export const late = trainingSet({
  spine: payments,
  keys: (payment) => ({ customer: payment.customer }),
  asOf: (payment) => payment.at.plus("1h"),
  label: (payment) => ({ late: payment.minutes > 15 }),
  views: [ended],
});
