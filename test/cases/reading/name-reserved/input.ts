// Names that Bifold gives itself.
import { count, entity, featureView, parquet, requestView, source, t } from "bifold";

export const airport = entity({ keys: { row_id: t.string } });
export const flights = source({ from: parquet("a"), columns: { __proto__: t.string, at: t.timestamp }, eventTime: (row) => row.at });
export const delays = featureView({
  entity: airport,
  source: flights,
  key: (row) => ({ row_id: row.origin }),
  features: () => ({ as_of: count().over("1d") }),
  refresh: "stream",
});
export const named = requestView({
  request: { at: t.timestamp },
  inputs: { request: delays },
  features: (request) => ({ hour: request.at.hour() }),
});
