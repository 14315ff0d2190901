// One name is one thing, whatever its kind and file; a constant may be published under another name.
import { entity, parquet, source, t } from "bifold";

export const seller = entity({ name: "orders", keys: { seller: t.string } });
export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, At: t.timestamp, page: t.string },
  eventTime: (visit) => visit.at,
});
