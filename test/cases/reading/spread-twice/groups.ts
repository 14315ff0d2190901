import { count, mean, sum, t } from "bifold";

export const columns = { date: t.timestamp, delay: t.int64 };
export const rows = () => ({ rows_1d: count().over("1d"), rows_7d: count().over("7d") });
export const delays = (delay: number) => ({
  ...rows(),
  sum_1d: sum(delay).over("1d"),
  sum_7d: sum(delay).over("7d"),
  mean_1d: mean(delay).over("1d"),
});
export const both = (delay: number) => ({ ...delays(delay), sum_7d: 1, ...rows() });
