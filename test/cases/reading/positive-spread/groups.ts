import { count, max, sum, t } from "bifold";
import { WINDOWS } from "./windows.ts";

export const event = { date: t.timestamp, origin: t.string };
export const origin_key = (origin: string) => ({ airport: origin });
export const rows = () => ({ rows: count().over([...WINDOWS, "30d"]) });
export const delays = (delay: number) => ({ ...rows(), max_1d: max(delay).over("1d") });
export function totals(row: { delay: number; distance: number }) {
  const minutes = row.delay * 60;
  return { total: sum(minutes).over("1d"), ...{ far: sum(row.distance).over("1d") } };
}
