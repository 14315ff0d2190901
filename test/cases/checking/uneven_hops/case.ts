// Hops that divide neither their windows nor the refresh.
import { featureView, mean, sum } from "bifold";
import { customer, orders } from "./world.ts";

export const uneven = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    window: sum(order.amount).over("1d", { hop: "5h" }),
    windows: sum(order.amount).over(["10h", "1d"], { hop: "5h" }),
    refresh: sum(order.amount).over("21h", { hop: "7m" }),
    inside: 1 + sum(order.amount).over("21h", { hop: "15m" }),
    recent: mean(order.amount).overLast(5, { within: "1d", hop: "50m" }),
    even: sum(order.amount).over("1d", { hop: "1h" }),
    finer: sum(order.amount).over("1d", { hop: "5m" }),
  }),
  refresh: { every: "10m" },
});
