// What models cannot read: nulls where they refuse them, and numbers that float32 does not have.
import { clamp, count, featureView, hashBucket, last, lastN, max, mean, model, parseInteger, requestView, sum, t, toFloat64, trainingSet } from "bifold";
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

// Whole numbers of which nothing says how large they are, some said to be harmless, some bounded, some small by nature.
export const sizes = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  inputs: { shop: { view: by_shop, key: (order) => ({ shop: order.shop ?? 0 }) } },
  features: (order, { shop }) => ({
    last_amount: last(order.amount) ?? 0,
    largest: max(order.amount).over("1d") ?? 0,
    total: sum(order.amount).overAll(),
    in_millionths: (last(order.amount) ?? 0) * 1e6,
    second: lastN(order.amount, 2).at(1) ?? 0,
    of_shop: last(shop.spent_1d) ?? 0,
    parsed: last(parseInteger(order.country)) ?? 0,
    half_bounded: Math.min(last(order.amount) ?? 0, 100),
    said: toFloat64(last(order.amount) ?? 0),
    said_of_sum: toFloat64(sum(order.amount).overAll()),
    in_thousands: (last(order.amount) ?? 0) / 1000,
    bounded: clamp(last(order.amount) ?? 0, 0, 1000),
    bounded_by_two: Math.max(Math.min(last(order.amount) ?? 0, 100), 0),
    bounded_too_far: clamp(last(order.amount) ?? 0, 0, 100000000),
    sum_of_bounded: sum(clamp(order.amount, 0, 1000)).overAll(),
    orders: count().overAll(),
    paid: sum(order.paid ? 1 : 0).overAll(),
    hour: last(order.at.hour()) ?? 0,
    length: last(order.country.length) ?? 0,
  }),
  refresh: { every: "10m" },
});

export const at_order_sizes = requestView({
  request: { pages: t.int64 },
  inputs: { sizes },
  features: (request, { sizes: mine }) => ({
    pages: request.pages,
    again: mine.total,
    trend: mine.total - mine.last_amount,
    few: clamp(request.pages, 0, 50),
  }),
});

export const sized = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  request: (order) => ({ pages: order.amount }),
  label: (order) => ({ paid: order.paid }),
  views: [sizes, at_order_sizes],
});

export const of_sizes = model({ trainingSet: sized, trainer: "trainers/paid.ts", output: "p", nulls: "allow" });

export const of_own_sizes = model({
  trainingSet: sized,
  inputs: (read) => ({
    last_amount: read(sizes).last_amount,
    largest: read(sizes).largest,
    total: read(sizes).total,
    in_millionths: read(sizes).in_millionths,
    second: read(sizes).second,
    of_shop: read(sizes).of_shop,
    parsed: read(sizes).parsed,
    half_bounded: read(sizes).half_bounded,
    said: read(sizes).said,
    said_of_sum: read(sizes).said_of_sum,
    in_thousands: read(sizes).in_thousands,
    bounded: read(sizes).bounded,
    bounded_by_two: read(sizes).bounded_by_two,
    bounded_too_far: read(sizes).bounded_too_far,
    sum_of_bounded: read(sizes).sum_of_bounded,
    orders: read(sizes).orders,
    paid_orders: read(sizes).paid,
    hour: read(sizes).hour,
    length: read(sizes).length,
    of_request_pages: read(at_order_sizes).pages,
    of_request_again: read(at_order_sizes).again,
    of_request_trend: read(at_order_sizes).trend,
    of_request_few: read(at_order_sizes).few,
    said_here: toFloat64(read(sizes).total),
    halves: read(sizes).total / 2,
    opposite: -read(sizes).total,
    bounded_here: clamp(read(sizes).total, 0, 1000),
  }),
  trainer: "trainers/paid.ts",
  output: "p",
});
