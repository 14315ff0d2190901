// There is no truthiness: a condition is a bool.
import { featureView, mean } from "bifold";
import { customer, orders } from "./world.ts";

export const truthy = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  where: (order) => order.amount,
  features: (order) => ({
    number: mean(order.amount ? 1 : 0).over("1d"),
    string: mean(order.country && order.paid ? 1 : 0).over("1d"),
    nullable: mean(order.paid || order.price ? 1 : 0).over("1d"),
    negated: mean(!order.amount ? 1 : 0).over("1d"),
  }),
  refresh: "stream",
});
