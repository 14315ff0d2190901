// A view that nothing reads is no mistake, but worth a word.
import { trainingSet } from "bifold";
import { orders, shop, spending } from "./world.ts";
import { count, featureView } from "bifold";

export const shop_days = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop ?? 0 }),
  features: () => ({ orders_1d: count().over("1d") }),
  refresh: { every: "1h" },
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ paid_in_full: order.paid }),
  views: [spending],
});
