// What models cannot read: nulls where they refuse them, and numbers that float32 does not have.
import { featureView, hashBucket, last, max, mean, model, requestView, sum, t, trainingSet } from "bifold";
import { customer, orders, shop } from "./world.ts";

export const by_shop = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop ?? 0 }),
  features: (order) => ({
    which: last(order.shop) ?? 0,
    which_of: hashBucket(last(order.shop) ?? 0, 100),
    mean_1d: mean(order.amount).over("1d"),
    filled_1d: mean(order.amount).over("1d") ?? 0,
    spent_1d: sum(order.amount).over("1d"),
    last_order: max(order.at.epochSeconds()).over("1d") ?? 0,
    days: (max(order.at.epochSeconds()).over("1d") ?? 0) / 86400,
  }),
  refresh: { every: "10m" },
});

export const by_customer = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    bucket: last(hashBucket(order.country, 1000)) ?? 0,
    spent_1d: sum(order.amount).over("1d"),
  }),
  refresh: { every: "10m" },
});

export const at_order = requestView({
  request: { at: t.timestamp },
  inputs: { shop: by_shop },
  features: (request, { shop }) => ({
    clock: request.at.epochSeconds(),
    again: shop.last_order,
    hour: request.at.hour(),
  }),
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, shop: order.shop ?? 0 }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at }),
  label: (order) => ({ paid: order.paid }),
  views: [by_shop, by_customer, at_order],
});

export const strict = model({
  trainingSet: examples,
  trainer: "trainers/paid.ts",
  output: "p",
  nulls: "refuse",
});

export const lenient = model({
  trainingSet: examples,
  trainer: "trainers/paid.ts",
  output: "p",
  nulls: "allow",
});

export const unsaid = model({ trainingSet: examples, trainer: "trainers/paid.ts", output: "p" });

// Only some of what it reads has a default.
export const own_inputs = model({
  trainingSet: examples,
  inputs: (read) => ({
    usual: read(by_shop).mean_1d,
    usual_or_none: read(by_shop).mean_1d ?? 0,
    known: read(by_shop).mean_1d !== null,
  }),
  trainer: "trainers/paid.ts",
  output: "p",
});
