import { count, max, t } from "bifold";

export const columns = { date: t.timestamp, gate: "B12" };
export const words = { worst: "worst", WORST: 1 };
export const group = (x: number) => ({ Max_1d: max(x).over("1d"), mixed: max(x + Math.random()).over("1d") });
export const groups = (x: number) => ({ ...group(x), row_id: count().over("1d") });
