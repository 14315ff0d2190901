// Names that windows give count like those that are written.
import { featureView, mean } from "bifold";
import { customer, orders } from "./world.ts";

export const twice = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    amount_6h: mean(order.amount).over("6h"),
    amount: mean(order.price).over(["6h", "1d", "1d"]),
  }),
  refresh: "stream",
});
