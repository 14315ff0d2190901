// Declarations that are not the value of a constant of their own.
import { count, entity as thing, featureView, parquet, source, t } from "bifold";

thing({ keys: { airport: t.string } });
export const all = [thing({ keys: { airport: t.string } })];
export const make = (name: string) => thing({ keys: { [name]: t.string } });
export const airport = make("airport");
export const delays = featureView({
  entity: thing({ keys: { airport: t.string } }),
  source: source({ from: parquet("a"), columns: {}, eventTime: (row) => row.date }),
  key: (row) => ({ airport: row.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});
