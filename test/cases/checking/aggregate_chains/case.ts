// Conditions are bools of one row, and stand on aggregations.
import { count, featureView, lastN, mean, secondsSinceLast, share, sum } from "bifold";
import { customer, orders } from "./world.ts";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    number: count().where(order.amount).over("1d"),
    nullable: count().where(order.price === 1 ? null : true).over("1d"),
    aggregate: sum(order.amount).where(count().over("1d") > 3).over("1d"),
    always: sum(order.amount).where(1 < 2).over("1d"),
    nothing: sum(order.amount).where().over("1d"),
    two: sum(order.amount).where(order.paid, order.amount > 3).over("1d"),
    of_value: order.amount.where(order.paid),
    unknown: count().where(order.payed).over("1d"),
    no_window: sum(order.amount).where(order.paid),
    two_windows: sum(order.amount).overAll().where(order.paid).over("1d"),
    share: share(order.amount).over("1d"),
    no_share: share().over("1d"),
    since: secondsSinceLast(order.at),
    since_arithmetic: secondsSinceLast() / 60,
    list_arithmetic: lastN(order.amount, 3) - 1,
    condition_of_null: mean(order.price * 2).where(order.paid).over("1d"),
  }),
  refresh: "stream",
});

export const sound = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    // The condition proves that the price is there.
    price: mean(order.price * 2).where(order.price !== null && order.paid).over("1d"),
    twice: sum(order.amount).where(order.paid).over("1d").where(order.amount > 3),
    since_paid: secondsSinceLast().where(order.paid),
    minutes: (secondsSinceLast() ?? 0) / 60,
    paid_share: share(order.paid).overAll(),
    first: (lastN(order.amount, 3).at(0) ?? 0) + lastN(order.amount, 3).length,
  }),
  refresh: { every: "10m" },
});
