// Keys have bytes, rows have times, and both are never null.
import { csv, entity, parquet, source, t } from "bifold";

export const nothing = entity({ keys: {} });
export const position = entity({ keys: { latitude: t.float64, zone: t.string.nullable() } });

export const no_columns = source({ from: csv(" "), columns: {}, eventTime: () => 0 });

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp.nullable(), day: t.string, page: t.string },
  eventTime: (visit) => visit.at,
  availableAt: (visit) => visit.day,
  tieBreak: ["page", "page"],
});
