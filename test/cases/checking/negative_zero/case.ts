// Negative zero is no constant, however it is written: DuckDB would take it for zero. Compared, it is zero on all faces.
import { count, featureView, mean, requestView, sum, t } from "bifold";
import { customer, orders } from "./world.ts";

const LIMIT = 0;
const STEPS = 3;
const isBelow = (value: number, limit: number): boolean => value < -limit;

export const zeros = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    written: mean(order.amount / -0.0).over("1d"),
    whole: mean(order.amount / -0).over("1d"),
    computed: mean(order.amount * Math.ceil(-0.5)).over("1d"),
    of_zeros: mean(order.amount / (0 * -1)).over("1d"),
    positive: sum(order.amount).over("1d") / 0.0 + -0.5,
  }),
  refresh: "stream",
});

export const compared = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  where: (order) => order.amount > -LIMIT,
  features: (order) => ({
    positive: count().where(order.amount > -LIMIT).over("1d"),
    zero: count().where(order.price === -0.0).over("1d"),
    other: count().where(-0 !== order.amount).over("1d"),
    below: count().where(isBelow(order.amount, LIMIT)).over("1d"),
    computed: count().where(order.amount >= -LIMIT * STEPS).over("1d"),
    rounded: count().where(order.amount <= Math.ceil(-0.5)).over("1d"),
    constant: sum(-LIMIT === LIMIT && -LIMIT < STEPS ? order.amount : 1).over("1d"),
    divided: mean(order.amount > -LIMIT ? order.amount / -LIMIT : 0).over("1d"),
  }),
  refresh: "stream",
});

export const asked = requestView({
  request: { amount: t.float64, fee: t.decimal(10, 2), when: t.timestamp },
  features: (request) => ({
    below: request.amount < -LIMIT,
    free: request.fee === -LIMIT,
    late: request.when > -LIMIT,
    kept: -LIMIT,
  }),
});
