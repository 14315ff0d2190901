// Features that are the same for every row, and views without any.
import { featureView, requestView, t } from "bifold";
import { customer, orders } from "./world.ts";

const VERSION = 3;

export const constant = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ version: VERSION, unknown: order.paid ? null : null }),
  refresh: "stream",
});

export const empty = requestView({ request: { amount: t.float64 }, features: () => ({}) });
