// A view's key is its entity's: the same names, the same types, never null.
import { count, featureView } from "bifold";
import { customer, orders, shop } from "./world.ts";

export const misspelt = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customr: order.customer }),
  features: () => ({ orders_1d: count().over("1d") }),
  refresh: "stream",
});

export const mistyped = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.amount }),
  features: () => ({ orders_1d: count().over("1d") }),
  refresh: "stream",
});

export const nullable = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop }),
  features: () => ({ orders_1d: count().over("1d") }),
  refresh: "stream",
});
