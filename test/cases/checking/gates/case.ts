// How a model is judged: metrics of its task, bounds that can decide, slices that have values.
import { count, featureView, model, sum, trainingSet } from "bifold";
import { customer, orders } from "./world.ts";

export const habits = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ orders_1d: count().over("1d"), spent_1d: sum(order.amount).over("1d") }),
  refresh: { every: "1h" },
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ large: order.amount > 100 ? 1 : 0 }),
  views: [habits],
});

export const amounts = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ amount: order.amount }),
  views: [habits],
});

export const fine = model({
  trainingSet: examples,
  trainer: "train.ts",
  output: "p",
  metric: "auc",
  threshold: 0.3,
  slices: ["customer", "habits__orders_1d"],
  gates: {
    auc: { min: 0.7, notWorseThanChampionBy: 0.005 },
    log_loss: { max: 0.6 },
    slices: { auc: { min: 0.6 }, minRows: 500 },
    latency_p95_ms: { max: 2 },
    freshness: "7d",
    audit: true,
  },
  monitor: { psi: { max: 0.2 }, ks: { max: 0.1 }, auc: { min: 0.65 }, minRows: 1000 },
});

export const unknown_names = model({
  trainingSet: examples,
  trainer: "train.ts",
  output: "p",
  task: "multiclass",
  metric: "rmse",
  gates: { aucc: { min: 0.7 }, rmse: { max: 3 }, slices: { auc: { min: 0.6 } } },
});

export const contradictions = model({
  trainingSet: examples,
  trainer: "train.ts",
  output: "p",
  threshold: 1.5,
  slices: ["large", "custmer", "habits__spent_1d", "customer", "customer"],
  gates: {
    auc: { min: 0.9, max: 0.8 },
    brier: { min: 0.2 },
    f1: { min: 7 },
    log_loss: { max: 0.6, notWorseThanChampionBy: -0.1 },
    latency_p95_ms: { max: 0 },
    freshness: "soon",
  },
  monitor: { ks: { max: 3 }, minRows: 0.5, auc: {} },
});

export const of_amounts = model({
  trainingSet: amounts,
  trainer: "train.ts",
  output: "y",
  threshold: 0.5,
  gates: { auc: { min: 0.7 }, r2: { min: -1 }, rmse: { max: 10 } },
});
