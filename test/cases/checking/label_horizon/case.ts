// Labels that look ahead, and what thins out and splits rows.
import { count, mean, sum, trainingSet } from "bifold";
import { orders, spending } from "./world.ts";


export const sound = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: orders,
    key: (order) => ({ customer: order.customer }),
    where: (order) => order.price !== null,
    value: (order) => ({ churned: count().overAll() === 0 && sum(order.price).overAll() < 100 }),
  },
  negatives: { oneIn: 10 },
  split: { validation: "2001-05-01", test: "2001-06-01T00:00:00Z" },
  views: [spending],
});

export const wrong = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "a month",
    source: orders,
    key: (order) => ({ customer: order.customer }),
    value: () => ({ churned: count().overAll() === 0 }),
  },
  negatives: { oneIn: 0 },
  split: { validation: "2001-06-01", test: "2001-05-01" },
  views: [spending],
});

export const wrong_keys = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: orders,
    key: (order) => ({ buyer: order.customer, customer: order.amount }),
    value: () => ({ customer: count().overAll() }),
  },
  split: { validation: "May" },
  views: [spending],
});

export const wrong_windows = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: orders,
    key: (order) => ({ customer: order.customer }),
    value: () => ({ split: count().over("7d") > 1 ? 1 : 0 }),
  },
  split: {},
  views: [spending],
});

export const of_a_column = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: orders,
    key: (order) => ({ customer: order.customer }),
    value: (order) => ({ amount: order.amount ?? 0 }),
  },
  views: [spending],
});

export const nullable = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: orders,
    key: () => ({}),
    value: (order) => ({ amount: mean(order.amount).overAll() }),
  },
  views: [spending],
});
