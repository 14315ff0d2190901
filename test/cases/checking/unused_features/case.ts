// Features that no view, no training set and no model reads.
import { count, featureView, fit, mean, model, requestView, role, sum, t, trainingSet } from "bifold";
import { customer, orders, spending } from "./world.ts";

export const partly_read = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    spent: sum(order.amount).over(["1d", "7d"]),
    orders: count().over("1d").by(order.country, ["ch", "us"]),
  }),
  refresh: { every: "10m" },
});

export const at_order = requestView({
  request: { at: t.timestamp },
  inputs: { mine: partly_read },
  features: (request, { mine }) => ({
    hour: request.at.hour(),
    trend: mine.spent_1d - mine.spent_7d,
    ch: mine.orders_ch,
  }),
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at }),
  label: (order) => ({ paid: order.paid }),
  views: [spending, at_order],
});

// Of what a training set lists, models that say what they read leave the rest.
export const habits = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    by_input: count().over("1d"),
    by_fit: mean(order.price).over("1d"),
    by_request_view: count().over("2d"),
    by_slice: count().over("3d"),
    by_role: count().over("4d"),
    by_other_model: count().over("5d"),
    by_nobody: count().over(["6d", "7d"]),
    by_nobody_else: count().over("8d"),
  }),
  refresh: { every: "10m" },
});

export const with_habits = requestView({
  request: { at: t.timestamp },
  inputs: { habits },
  features: (request, { habits: mine }) => ({
    late: request.at.hour() + mine.by_request_view,
    hour: request.at.hour(),
  }),
});

export const habit_examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, other_customer: order.customer }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at }),
  label: (order) => ({ paid: order.paid }),
  views: [habits, role("other", habits), with_habits],
});

export const chosen = model({
  trainingSet: habit_examples,
  inputs: (read) => ({
    orders: read(habits).by_input / ((fit(mean(read(habits).by_fit)) ?? 0) + 1),
    others: read(role("other", habits)).by_role,
    late: read(with_habits).late,
  }),
  slices: ["habits__by_slice"],
  trainer: "trainers/paid.ts",
  output: "p",
});

export const chosen_too = model({
  trainingSet: habit_examples,
  inputs: (read) => ({ orders: read(habits).by_other_model }),
  trainer: "trainers/paid.ts",
  output: "p",
});

// A model that takes all there is, and a training set that no model learns from yet, read every feature.
export const all_read = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: () => ({ one: count().over("1d"), two: count().over("2d") }),
  refresh: { every: "10m" },
});

export const all_examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ paid: order.paid }),
  views: [all_read],
});

export const some_of_all = model({
  trainingSet: all_examples,
  inputs: (read) => ({ one: read(all_read).one }),
  trainer: "trainers/paid.ts",
  output: "p",
});

export const all_of_all = model({ trainingSet: all_examples, trainer: "trainers/paid.ts", output: "p" });
