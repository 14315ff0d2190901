// Tills of two generations, deliveries, and the weather as it was forecast: a grocer with shops in two time zones.
import { entity, parquet, source, t, toFloat64, union } from "bifold";

export const shop_product = entity({ keys: { shop: t.string, product: t.int64 } });
export const product = entity({ keys: { product: t.int64 } });
export const shop = entity({ keys: { shop: t.string } });

export const old_tills = source({
  from: parquet("data/old_tills.parquet"),
  columns: { sold_at: t.timestamp, shop: t.string, product: t.int64, pieces: t.int64, cents: t.int64 },
  eventTime: (sale) => sale.sold_at,
  // Sent once a day, after closing.
  availableAt: (sale) => sale.sold_at.startOfDay().plus("28h"),
});

export const new_tills = source({
  from: parquet("data/new_tills.parquet"),
  columns: {
    at: t.timestamp,
    till: t.string,
    product: t.int64,
    pieces: t.int64,
    amount: t.decimal(9, 2),
    promotion: t.string.nullable(),
  },
  eventTime: (sale) => sale.at,
  availableAt: (sale) => sale.at.plus("5m"),
});

// A till is called "zurich/7".
export const sales = union({
  columns: {
    at: t.timestamp,
    shop: t.string,
    product: t.int64,
    pieces: t.int64,
    revenue: t.float64,
    promotion: t.string,
  },
  from: [
    [
      old_tills,
      (sale) => ({
        at: sale.sold_at,
        shop: sale.shop,
        product: sale.product,
        pieces: sale.pieces,
        revenue: sale.cents / 100,
        promotion: "none",
      }),
    ],
    [
      new_tills,
      (sale) => ({
        at: sale.at,
        shop: sale.till.split("/").at(0) ?? sale.till,
        product: sale.product,
        pieces: sale.pieces,
        revenue: toFloat64(sale.amount),
        promotion: sale.promotion ?? "none",
      }),
    ],
  ],
  tieBreak: ["pieces", "revenue"],
});

export const deliveries = source({
  from: parquet("data/deliveries.parquet"),
  columns: {
    delivered_at: t.timestamp,
    shop: t.string,
    product: t.int64,
    pieces: t.int64,
    out_of_stock: t.bool,
  },
  eventTime: (delivery) => delivery.delivered_at,
  retention: "800d",
});

export const forecasts = source({
  from: parquet("data/forecasts.parquet"),
  columns: {
    shop: t.string,
    day: t.timestamp,
    issued_at: t.timestamp,
    celsius: t.float64,
    rain: t.float64.nullable(),
  },
  // The day is two days ahead of when it is forecast: what counts is when it was issued.
  eventTime: (forecast) => forecast.issued_at,
  tieBreak: ["day"],
});

export const orders = source({
  from: parquet("data/orders.parquet"),
  columns: {
    ordered_at: t.timestamp,
    shop: t.string,
    product: t.int64,
    price: t.decimal(9, 2),
    note: t.string,
  },
  eventTime: (order) => order.ordered_at,
});
