// Functions that have no counterpart in SQL, or not for these types.
import { featureView, last, mean } from "bifold";
import { customer, orders } from "./world.ts";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    tangent: mean(Math.tan(order.amount)).over("1d"),
    absolute: mean(Math.abz(order.amount)).over("1d"),
    shout: order.country.toUpperCaze(),
    size: order.country.length(),
    trimmed: order.country.trim,
    product: mean(order.country * 2).over("1d"),
    text: (last(order.amount) ?? 0).includes("a"),
    both: order.paid ? 1 : "no",
    rows: mean(order.paid ? order.country : "").over("1d"),
    two: mean(order.amount, order.price).over("1d"),
    list: mean([order.amount, 1] === null ? 1 : 0).over("1d"),
    stamp: order.at.plus("3x"),
  }),
  refresh: "stream",
});
