// A ttl outlasts the refresh and the time that rows take to be known; durations are durations.
import { count, featureView, last } from "bifold";
import { customer, orders } from "./world.ts";

export const no_duration = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ last_amount: last(order.amount) }),
  refresh: { every: "often", delay: "soon" },
  ttl: "0s",
});

export const no_cadence = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ last_amount: last(order.amount) }),
  refresh: { every: "0m", delay: "0m" },
});

export const too_short = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ last_amount: last(order.amount) }),
  refresh: { every: "1d", delay: "1h" },
  ttl: "24h",
});

export const too_early = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ last_amount: last(order.amount) }),
  refresh: { every: "10m", delay: "30m" },
  ttl: "150m",
});

export const for_nothing = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: () => ({ orders_1d: count().over("1d") }),
  refresh: { every: "10m" },
  ttl: "3d",
});
