// Windows of all rows, of the last rows, and as they stood before.
import { featureView, last, lastN, mean, sum } from "bifold";
import { customer, orders } from "./world.ts";

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    zero: mean(order.amount).overLast(0),
    many: mean(order.amount).overLast(1001),
    broken: mean(order.amount).overLast(1.5),
    text: mean(order.amount).overLast("3"),
    nothing: mean(order.amount).overLast(),
    computed: mean(order.amount).overLast(order.amount),
    within: mean(order.amount).overLast(3, { within: "week" }),
    hop_alone: mean(order.amount).overLast(3, { hop: "1h" }),
    hop_long: mean(order.amount).overLast(3, { within: "1h", hop: "2h" }),
    other: mean(order.amount).overLast(3, { over: "1h" }),
    before: sum(order.amount).over("7d", { before: "soon" }),
    before_zero: sum(order.amount).over("7d", { before: "0d" }),
    before_number: sum(order.amount).over("7d", { before: 7 }),
    all_of: sum(order.amount).overAll("7d"),
    all_hop: sum(order.amount).overAll({ hop: "7d" }),
    all_two: sum(order.amount).overAll({ before: "7d" }, "1d"),
    last_of_last: last(order.amount).overLast(3),
    list_of_last: lastN(order.amount, 3).overLast(5),
  }),
  refresh: "stream",
});

export const sound = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    all: sum(order.amount).overAll(),
    all_before: sum(order.amount).overAll({ before: "7d" }),
    recent: mean(order.amount).overLast(10),
    recent_7d: mean(order.amount).overLast(10, { within: "7d", hop: "1d", before: "1d" }),
    last_3_of_the_week: lastN(order.amount, 3).over("7d"),
    growth: sum(order.amount).over("7d") - sum(order.amount).over("7d", { before: "7d" }),
  }),
  refresh: { every: "10m" },
});
