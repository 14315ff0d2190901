// What most cases speak of: customers and their orders, some of them paid late. Cases import it as "./world.ts".
import { entity, featureView, mean, parquet, source, sum, t } from "bifold";

export const customer = entity({ keys: { customer: t.string } });
export const shop = entity({ keys: { shop: t.int64 } });

export const orders = source({
  from: parquet("data/orders.parquet"),
  columns: {
    at: t.timestamp,
    shipped: t.timestamp.nullable(),
    customer: t.string,
    shop: t.int64.nullable(),
    amount: t.int64,
    price: t.float64.nullable(),
    country: t.string,
    paid: t.bool,
  },
  eventTime: (order) => order.at,
  availableAt: (order) => order.at.plus("2h"),
});

export const spending = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    spent_1d: sum(order.amount).over("1d"),
    price_1d: mean(order.price).over("1d"),
  }),
  refresh: { every: "10m" },
});
