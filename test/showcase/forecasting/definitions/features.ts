// Lags, levels, spread and season of what is sold; stock; weather; and the calendar of the week to come.
import {
  any,
  clamp,
  count,
  countDistinct,
  featureView,
  first,
  last,
  max,
  maxBy,
  mean,
  median,
  min,
  quantile,
  requestView,
  secondsSinceLast,
  share,
  stddev,
  sum,
  t,
  toFloat64,
  variancePopulation,
} from "bifold";
import { deliveries, forecasts, product, sales, shop, shop_product } from "./sources.ts";

const ZONE = "Europe/Zurich";

/** By how much `now` is above `before`, as a share. */
const growth = (now: number, before: number): number => (before === 0 ? 0 : now / before - 1);

/** No line is of ten thousand pieces, and what comes back is below zero: sums of such stay small. */
const plausible = (pieces: number): number => clamp(pieces, -10_000, 10_000);

export const demand = featureView({
  entity: shop_product,
  source: sales,
  key: (sale) => ({ shop: sale.shop, product: sale.product }),
  features: (sale) => {
    const pieces = plausible(sale.pieces);
    const week = sum(pieces).over("7d");
    const weekBefore = sum(pieces).over("7d", { before: "7d" });
    const firstSold = first(sale.at);
    const weekend = sale.at.in(ZONE).weekday() % 6 === 0;
    return {
      pieces: sum(pieces).over(["1d", "7d", "28d"]),
      pieces_week_before: weekBefore,
      pieces_two_weeks_before: sum(pieces).over("7d", { before: "14d" }),
      pieces_last_year: sum(pieces).over("28d", { before: "336d" }),
      week_growth: growth(week, weekBefore),
      revenue_28d: sum(sale.revenue).over("28d"),
      price: sum(sale.revenue).over("28d") / Math.max(week, 1),
      pieces_by_promotion: sum(pieces).by(sale.promotion, ["none", "flyer", "app"]).over("28d"),
      basket_p90: quantile(pieces, 0.9).over("28d"),
      basket_median: median(pieces).over("28d"),
      spread: stddev(pieces).over(["28d", "84d"]),
      weekend_pieces: sum(pieces).where(weekend).over("28d"),
      weekend_share: share(weekend).over("28d"),
      idle_seconds: secondsSinceLast(),
      best_price_day: maxBy(sale.at.in(ZONE).weekday(), sale.revenue).over("28d"),
      last_ten: mean(pieces).overLast(10, { within: "28d" }),
      first_seen_year: firstSold === null ? null : firstSold.year(),
    };
  },
  refresh: { every: "6h", delay: "30m" },
});

export const product_demand = featureView({
  entity: product,
  source: sales,
  key: (sale) => ({ product: sale.product }),
  features: (sale) => ({
    pieces: sum(plausible(sale.pieces)).over(["7d", "28d"]),
    shops_28d: countDistinct(sale.shop).over("28d"),
    promoted: any(sale.promotion !== "none").over("7d"),
    revenue_spread: variancePopulation(sale.revenue).over("28d"),
  }),
  refresh: { every: "1d" },
});

export const stock = featureView({
  entity: shop_product,
  source: deliveries,
  key: (delivery) => ({ shop: delivery.shop, product: delivery.product }),
  inputs: {
    sold: { view: demand, key: (delivery) => ({ shop: delivery.shop, product: delivery.product }) },
  },
  features: (delivery, { sold }) => ({
    delivered: sum(plausible(delivery.pieces)).over(["7d", "28d"]),
    gaps: count().where(delivery.out_of_stock).over("84d"),
    // Pieces that came for each one sold in the week before the delivery.
    cover: mean(delivery.pieces / (sold.pieces_7d + 1)).over("28d"),
    since_delivery: secondsSinceLast().over("84d"),
    last_three: mean(delivery.pieces).overLast(3, { within: "84d" }),
  }),
  refresh: { every: "6h" },
});

export const weather = featureView({
  entity: shop,
  source: forecasts,
  key: (forecast) => ({ shop: forecast.shop }),
  features: (forecast) => ({
    celsius: forecast.celsius,
    rain: last(forecast.rain),
    warmest: max(forecast.celsius).over("7d"),
    coldest: min(forecast.celsius).over("7d"),
    warmer: (mean(forecast.celsius).over("3d") ?? 0) - (mean(forecast.celsius).over("28d") ?? 0),
  }),
  refresh: { every: "3h" },
  ttl: "3d",
});

export const week_ahead = requestView({
  request: { ordered_at: t.timestamp, price: t.decimal(9, 2), note: t.string },
  inputs: { sold: demand, sky: weather },
  features: (request, { sold, sky }) => {
    const local = request.ordered_at.in(ZONE);
    const angle = (2 * Math.PI * local.dayOfYear()) / 366;
    return {
      weekday: local.weekday(),
      iso_week: local.isoWeek(),
      season_sin: Math.sin(angle),
      season_cos: Math.cos(angle),
      days_to_month_end: request.ordered_at
        .startOfMonth()
        .plus("32d")
        .startOfMonth()
        .daysSince(request.ordered_at),
      is_summer_time: request.ordered_at.in(ZONE).hour() - request.ordered_at.hour() === 2 ? 1 : 0,
      cheaper: toFloat64(request.price) < sold.price ? 1 : 0,
      urgent: request.note.toLowerCase().includes("urgent"),
      hot_weekend: (sky.celsius ?? 0) > 25 && local.weekday() >= 5,
    };
  },
});
