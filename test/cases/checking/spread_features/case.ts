// What is wrong with a group of features is said where the group is written, with the views that spread it.
import { featureView } from "bifold";
import { doubled, EVENTS, spend } from "./groups.ts";
import { customer, orders, shop } from "./world.ts";

export const of_customers = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ ...spend(order.amount), ...EVENTS }),
  refresh: "stream",
});

export const of_shops = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop }),
  where: (order) => order.shop !== null,
  features: (order) => ({
    ...spend(order.amount),
    ...doubled(order.price),
  }),
  refresh: { every: "10m" },
});
