// Windows and hops are literal, positive, and in proportion.
import { featureView, mean } from "bifold";
import { customer, orders } from "./world.ts";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    unit: mean(order.amount).over("1x"),
    zero: mean(order.amount).over("0h"),
    too_long: mean(order.amount).over("104250d"),
    far_too_long: mean(order.amount).over("9999999999999999999s"),
    number: mean(order.amount).over(3600),
    nothing: mean(order.amount).over(),
    computed: mean(order.amount).over(order.country),
    several: mean(order.amount).over(["1d", "2y"]),
    none: mean(order.amount).over([]),
    list_inside: Math.abs(mean(order.amount).over(["1d", "7d"]) ?? 0),
    long_hop: mean(order.amount).over("1d", { hop: "2d" }),
    no_hop: mean(order.amount).over("1d", { hop: "0h" }),
    hop_of: mean(order.amount).over("1d", { step: "1h" }),
    hop_text: mean(order.amount).over("1d", "1h"),
    known_too_late: mean(order.amount).over(["1h", "3h"]),
    known_too_late_back: mean(order.amount).over("1h", { before: "5h" }),
  }),
  refresh: "stream",
});

export const in_time = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ amount: mean(order.amount).over(["30m", "2h", "3h"]) }),
  refresh: "stream",
});
