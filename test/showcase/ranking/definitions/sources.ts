// A shop's search page: what was shown, what was clicked and bought afterwards, and the catalogue as it changed.
import { entity, parquet, source, t, union } from "bifold";

export const shopper = entity({ keys: { shopper: t.string } });
export const item = entity({ keys: { item: t.int64 } });
export const shopper_category = entity({ keys: { shopper: t.string, category: t.string } });
export const query_text = entity({ keys: { query: t.string } });

export const impressions = source({
  from: parquet("data/impressions.parquet"),
  columns: {
    shown_at: t.timestamp,
    logged_at: t.timestamp,
    shopper: t.string,
    item: t.int64,
    query: t.string,
    place: t.int64,
    price: t.decimal(8, 2),
    clicked: t.bool,
    user_agent: t.string,
  },
  eventTime: (impression) => impression.shown_at,
  availableAt: (impression) => impression.logged_at,
  tieBreak: ["item", "place"],
});

export const purchases = source({
  from: parquet("data/purchases.parquet"),
  columns: {
    bought_at: t.timestamp,
    shopper: t.string,
    item: t.int64,
    pieces: t.int64,
    price: t.decimal(8, 2),
  },
  eventTime: (purchase) => purchase.bought_at,
  availableAt: (purchase) => purchase.bought_at.plus("1h"),
  tieBreak: ["item", "pieces"],
});

export const catalogue = source({
  from: parquet("data/catalogue.parquet"),
  columns: {
    changed_at: t.timestamp,
    item: t.int64,
    category: t.string,
    tags: t.list(t.string),
    embedding: t.vector(8),
    price: t.decimal(8, 2),
    rating: t.float64.nullable(),
  },
  eventTime: (entry) => entry.changed_at,
  tieBreak: ["price"],
});

// A click is worth one, a piece bought five.
export const interest = union({
  columns: { at: t.timestamp, shopper: t.string, item: t.int64, weight: t.float64, bought: t.bool },
  from: [
    [
      impressions,
      (impression) => ({
        at: impression.shown_at,
        shopper: impression.shopper,
        item: impression.item,
        weight: impression.clicked ? 1 : 0,
        bought: false,
      }),
    ],
    [
      purchases,
      (purchase) => ({
        at: purchase.bought_at,
        shopper: purchase.shopper,
        item: purchase.item,
        weight: purchase.pieces * 5,
        bought: true,
      }),
    ],
  ],
  tieBreak: ["item", "weight"],
});
