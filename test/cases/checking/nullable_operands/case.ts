// What may be null says why, and is null only where no test came before.
import { featureView, last, mean, requestView, t } from "bifold";
import { customer, orders, spending } from "./world.ts";

const doubled = (value: number): number => value * 2;

export const nulls = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => {
    const price = mean(order.price).over("6h");
    return {
      column: mean(order.price * 2).over("1d"),
      empty_window: Math.log1p(price),
      no_rows: last(order.amount) + price,
      of_latest: (price ?? 0) - order.amount,
      in_helper: doubled(price),
      in_helper_again: doubled(last(order.amount)),
      string: (last(order.country) + "!").length,
      wrong_branch: price === null ? price + 1 : price - 1,
      wrong_side: price === null && price > 0,
      condition: last(order.paid) ? 1 : 0,
      negated: !last(order.paid),
      fine: price !== null && !(price > 3) ? price * 2 : 0,
      fine_too: price === null || price > 3,
    };
  },
  refresh: "stream",
});

export const asked = requestView({
  request: { amount: t.float64.nullable() },
  inputs: { spending },
  features: (request, views) => ({
    field: request.amount + 1,
    feature: views.spending.price_1d + 1,
  }),
});
