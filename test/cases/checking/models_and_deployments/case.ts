// Models take numbers, come from the repository, and are served from views that something fills.
import { count, deployment, featureView, first, last, model, trainingSet } from "bifold";
import { customer, orders } from "./world.ts";

export const live = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    country: last(order.country),
    first_country: first(order.country).over("1d"),
    seen: last(order.at),
    orders_1d: count().over("1d"),
  }),
  refresh: "stream",
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ paid_in_full: order.paid }),
  views: [live],
});

export const wrong = model({
  trainingSet: examples,
  trainer: "../train.ts",
  command: ["uv", " "],
  holdout: { from: "last summer" },
  seed: -1,
  output: "",
});

export const right = model({ trainingSet: examples, trainer: "./train.ts", output: "p" });

export const served = deployment({ model: right, alias: "champion" });
export const named_wrong = deployment({ model: right, alias: "v2" });
