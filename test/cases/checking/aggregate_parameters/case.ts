// What follows the values is a literal in its bounds.
import { featureView, firstN, lastN, maxBy, quantile, topK, variance } from "bifold";
import { customer, orders } from "./world.ts";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    q_above: quantile(order.amount, 1.5).over("1d"),
    q_below: quantile(order.amount, -0.1).over("1d"),
    q_text: quantile(order.amount, "0.5").over("1d"),
    q_missing: quantile(order.amount).over("1d"),
    q_computed: quantile(order.amount, order.amount).over("1d"),
    n_zero: lastN(order.amount, 0),
    n_many: firstN(order.amount, 1001).over("1d"),
    n_broken: topK(order.country, 2.5).over("1d"),
    by_missing: maxBy(order.amount).over("1d"),
    text: variance(order.country).over("1d"),
    by_null: maxBy(order.amount, null).over("1d"),
  }),
  refresh: "stream",
});
