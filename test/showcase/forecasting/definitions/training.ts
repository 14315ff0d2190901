// How many pieces are sold within a week of ordering.
import { deployment, model, sum, trainingSet } from "bifold";
import { demand, product_demand, stock, weather, week_ahead } from "./features.ts";
import { orders, sales } from "./sources.ts";

export const weekly_demand = trainingSet({
  spine: orders,
  keys: (order) => ({ shop: order.shop, product: order.product }),
  asOf: (order) => order.ordered_at,
  request: (order) => ({ ordered_at: order.ordered_at, price: order.price, note: order.note }),
  label: {
    horizon: "7d",
    source: sales,
    key: (sale) => ({ shop: sale.shop, product: sale.product }),
    where: (sale) => sale.pieces > 0,
    value: (sale) => ({ pieces: sum(sale.pieces).overAll() }),
  },
  split: { test: "2024-11-01" },
  views: [demand, product_demand, stock, weather, week_ahead],
});

export const demand_model = model({
  trainingSet: weekly_demand,
  trainer: "trainers/stump.ts",
  params: { weight: 1 },
  holdout: { from: "2024-11-01T00:00:00Z" },
  task: "regression",
  output: "probability",
  nulls: "allow",
});

export const demand_forecast = deployment({ model: demand_model, alias: "champion" });
