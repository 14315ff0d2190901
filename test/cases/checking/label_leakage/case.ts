// A row that is visible as of its own example gives its label away.
import { featureView, last, mean, parquet, source, sum, t, trainingSet } from "bifold";
import { customer, orders, spending } from "./world.ts";

const columns = { at: t.timestamp, decided: t.timestamp, customer: t.string, amount: t.int64, late: t.bool } as const;

export const inclusive = source({
  from: parquet("data/loans.parquet"),
  columns,
  eventTime: (loan) => loan.at,
  asOf: "inclusive",
});

export const late = source({
  from: parquet("data/loans.parquet"),
  columns,
  eventTime: (loan) => loan.at,
  availableAt: (loan) => loan.decided,
});

export const by_inclusive = featureView({
  entity: customer,
  source: inclusive,
  key: (loan) => ({ customer: loan.customer }),
  features: (loan) => ({ last_late: last(loan.late) }),
  refresh: { every: "1d" },
});

export const amounts = featureView({
  entity: customer,
  source: inclusive,
  key: (loan) => ({ customer: loan.customer }),
  features: (loan) => ({ amount: sum(loan.amount).over("30d") }),
  refresh: { every: "1d" },
});

export const by_late = featureView({
  entity: customer,
  source: late,
  key: (loan) => ({ customer: loan.customer }),
  features: (loan) => ({ late_share: mean(loan.late ? 1 : 0).over("30d") }),
  refresh: { every: "1d" },
});

export const leaks = trainingSet({
  spine: inclusive,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ was_late: loan.late }),
  views: [by_inclusive, amounts],
});

export const leaks_later = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at.plus("1d"),
  label: (order) => ({ amount: order.amount }),
  views: [spending],
});

export const may_leak = trainingSet({
  spine: late,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.at.plus("7d"),
  label: (loan) => ({ was_late: loan.late }),
  views: [by_late],
});

export const sound = trainingSet({
  spine: late,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ was_late: loan.late }),
  views: [by_late],
});
