// Negative zero is no constant, however it is written: DuckDB would take it for zero.
import { featureView, mean, sum } from "bifold";
import { customer, orders } from "./world.ts";

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
