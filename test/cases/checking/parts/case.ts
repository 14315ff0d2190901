// An aggregate is parted by literal values that make names.
import { count, featureView, mean, sum } from "bifold";
import { customer, orders } from "./world.ts";

const LONG = "customers_of_the_greatest_country_there_is_in_this_world";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    empty: count().by(order.country, []).over("1d"),
    empty_record: count().by(order.country, {}).over("1d"),
    twice: count().by(order.country, ["ch", "ch"]).over("1d"),
    twice_named: count().by(order.country, { ch: "CH", swiss: "CH" }).over("1d"),
    capitals: count().by(order.country, ["CH"]).over("1d"),
    negative: count().by(order.amount, [-1]).over("1d"),
    fraction: count().by(order.amount, [0.5]).over("1d"),
    none: count().by(order.country, [null]).over("1d"),
    computed: count().by(order.country, [order.customer]).over("1d"),
    no_list: count().by(order.country, "ch").over("1d"),
    nothing: count().by(order.country).over("1d"),
    long: count().by(order.country, [LONG]).over("1d"),
    type: count().by(order.country, [1]).over("1d"),
    parted_twice: count().by(order.country, ["ch"]).by(order.paid, [true]).over("1d"),
    arithmetic: sum(order.amount).over("1d").by(order.country, ["ch"]) + 1,
    windowless: sum(order.amount).by(order.paid, [true, false]),
    value: order.amount.by(order.country, ["ch"]),
  }),
  refresh: "stream",
});

export const colliding = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    orders: count().over("1d").by(order.country, ["ch", "us"]),
    orders_ch: count().over("1d"),
    spent: mean(order.amount).over(["1d", "7d"]).by(order.paid, { paid: true }),
    spent_7d: mean(order.amount).over("3d").by(order.paid, { paid: true }),
  }),
  refresh: { every: "10m" },
});
