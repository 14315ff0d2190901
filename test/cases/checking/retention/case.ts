// Windows that reach behind what the source keeps.
import { featureView, last, lastN, mean, parquet, source, sum, t } from "bifold";
import { customer } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, customer: t.string, pages: t.int64 },
  eventTime: (visit) => visit.at,
  retention: "30d",
});

export const too_far = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({
    pages: sum(visit.pages).over(["7d", "30d", "31d"]),
    month_before: sum(visit.pages).over("20d", { before: "11d" }),
    all: sum(visit.pages).overAll(),
    recent: mean(visit.pages).overLast(5),
    recent_7d: mean(visit.pages).overLast(5, { within: "7d" }),
    list: lastN(visit.pages, 5),
    last: last(visit.pages),
  }),
  refresh: { every: "10m" },
});

export const in_reach = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages_30d: sum(visit.pages).over("30d"), last: last(visit.pages) }),
  refresh: { every: "10m" },
  ttl: "30d",
});

export const delayed = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages_30d: sum(visit.pages).over("30d") }),
  refresh: { every: "10m", delay: "1h" },
});

// Where cuts and hops fall together the window is exact; shorter by its hop it is in reach at any cut.
export const exact = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages_30d: sum(visit.pages).over("30d") }),
  refresh: { every: "1d" },
});

export const shorter = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages_29d: sum(visit.pages).over("29d") }),
  refresh: "stream",
});
