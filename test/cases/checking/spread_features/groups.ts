import { count, max, sum } from "bifold";

export const EVENTS = { orders: count().over("1d"), weight: 1 };
export const spend = (amount: number) => ({
  spend: sum(amount).over(["1h", "1d"]),
  most: Math.log1p(max(amount).over("7d")),
});
/** What it is given is complained of where it is given. */
export const doubled = (price: number) => ({ doubled: sum(price * 2).over("1d"), spend_1d: sum(1).over("1d") });
