// Sources and columns that would bear names of the generated SQL.
import { csv, parquet, source, t, union } from "bifold";

export const spine = source({
  from: parquet("data/spine.parquet"),
  columns: { at: t.timestamp, __key_0: t.int64, key__0: t.int64, _c0: t.string, __ET: t.int64, _u1: t.int64 },
  eventTime: (row) => row.at,
});

export const timed = source({
  name: "timed_spine",
  from: csv("data/timed.csv"),
  columns: { at: t.timestamp, _r0: t.int64, spine: t.string },
  eventTime: (row) => row.at,
});

export const both = union({
  columns: { at: t.timestamp, __amount: t.int64 },
  from: [[spine, (row) => ({ at: row.at, __amount: row.key__0 })]],
});
