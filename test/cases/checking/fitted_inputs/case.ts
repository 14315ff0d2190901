// A model's own inputs: what they may read, what can be fitted, and what is none.
import {
  count,
  featureView,
  fit,
  last,
  max,
  mean,
  model,
  requestView,
  role,
  stddev,
  sum,
  t,
  topK,
  trainingSet,
} from "bifold";
import { orders, shop, spending } from "./world.ts";

export const by_shop = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop ?? 0 }),
  features: (order) => ({
    mean_1d: mean(order.amount).over("1d"),
    orders_1d: count().over("1d"),
    country: last(order.country) ?? "",
    fitted: fit(mean(order.amount)),
  }),
  refresh: { every: "10m" },
});

export const by_country = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop ?? 0 }),
  features: (order) => ({
    mean_1d: mean(order.amount).over("1d"),
    orders_1d: count().over("1d"),
    country: last(order.country) ?? "",
    last_at: max(order.at.epochSeconds()).over("1d") ?? 0,
  }),
  refresh: { every: "10m" },
});

export const at_order = requestView({
  request: { at: t.timestamp },
  features: (request) => ({ hour: request.at.hour(), mean_hour: fit(mean(request.at.hour())) }),
});

export const now = requestView({
  request: { at: t.timestamp },
  features: (request) => ({ hour: request.at.hour() }),
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ shop: order.shop ?? 0, payer_customer: order.customer }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at }),
  label: (order) => ({ paid: order.paid }),
  split: { test: "2001-06-01" },
  views: [by_country, now, role("payer", spending)],
});

export const good = model({
  trainingSet: examples,
  inputs: (read) => {
    const { mean_1d, country } = read(by_country);
    return {
      scaled: ((mean_1d ?? fit(mean(mean_1d)) ?? 0) - (fit(mean(mean_1d)) ?? 0)) / (fit(stddev(mean_1d)) ?? 1),
      known: fit(topK(country, 20).where(read(now).hour > 6)).includes(country) ? 1 : 0,
      spent: read(role("payer", spending)).spent_1d / fit(count()),
    };
  },
  trainer: "trainers/paid.ts",
  output: "p",
});

export const bad = model({
  trainingSet: examples,
  inputs: (read) => ({
    windowed: fit(sum(read(by_country).orders_1d).over("7d")),
    nested: fit(mean(read(by_country).orders_1d - fit(count()))),
    twice: fit(mean(mean(read(by_country).orders_1d).over("1d"))),
    plain: fit(read(by_country).orders_1d),
    in_order: fit(last(read(by_country).orders_1d)),
    parted: fit(count().by(read(by_country).country, ["fr", "de"])),
    none: fit(),
    unfitted: mean(read(by_country).orders_1d).over("1d"),
    no_feature: read(by_country).order_1d,
    not_listed: read(by_shop).orders_1d,
    not_so: read(spending).spent_1d,
    shop: read(by_country).orders_1d,
    split: read(by_country).orders_1d,
    nothing: null,
  }),
  trainer: "trainers/paid.ts",
  output: "p",
});

export const strange = model({
  trainingSet: examples,
  inputs: (read) => ({
    always: 1,
    fitted: fit(mean(read(by_country).mean_1d)),
    country: read(by_country).country,
    all: fit(topK(read(by_country).country, 3)),
    clock: read(by_country).last_at + 0,
    clock_itself: read(by_country).last_at,
  }),
  nulls: "refuse",
  trainer: "trainers/paid.ts",
  output: "p",
});

export const empty = model({
  trainingSet: examples,
  inputs: () => ({}),
  trainer: "trainers/paid.ts",
  output: "p",
});
