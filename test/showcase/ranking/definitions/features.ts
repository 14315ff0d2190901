// How items do, what shoppers like, and how the two and a query fit.
import {
  approxCountDistinct,
  bucketize,
  clamp,
  count,
  countDistinct,
  featureView,
  hashBucket,
  last,
  lastN,
  matches,
  max,
  mean,
  median,
  min,
  mode,
  quantile,
  requestView,
  secondsSinceLast,
  share,
  sum,
  t,
  toFloat64,
  topK,
} from "bifold";
import {
  catalogue,
  impressions,
  interest,
  item,
  purchases,
  query_text,
  shopper,
  shopper_category,
} from "./sources.ts";

/** A rate drawn towards `prior` while there is little to go by. */
const smoothed = (hits: number, trials: number, prior: number): number => (hits + prior * 20) / (trials + 20);

export const item_performance = featureView({
  entity: item,
  source: impressions,
  key: (impression) => ({ item: impression.item }),
  features: (impression) => {
    const clicks = count().where(impression.clicked).over("7d");
    return {
      shown: count().over(["1h", "1d", "7d"]),
      ctr_7d: smoothed(clicks, count().over("7d"), 0.05),
      ctr_before: smoothed(
        count().where(impression.clicked).over("7d", { before: "7d" }),
        count().over("7d", { before: "7d" }),
        0.05,
      ),
      ctr_by_place: share(impression.clicked).by(impression.place, [1, 2, 3]).over("7d"),
      clickers: approxCountDistinct(impression.shopper).where(impression.clicked).over("30d"),
      queries_7d: countDistinct(impression.query).over("7d"),
      best_place: toFloat64(min(impression.place).over("7d")),
      median_place: toFloat64(median(impression.place).over("7d")),
      mobile_share: share(impression.user_agent.toLowerCase().includes("mobile")).over("7d"),
    };
  },
  refresh: { every: "5m" },
});

export const item_sales = featureView({
  entity: item,
  source: purchases,
  key: (purchase) => ({ item: purchase.item }),
  features: (purchase) => ({
    // Nobody buys a thousand of one thing: their sum stays small.
    pieces: sum(clamp(purchase.pieces, 0, 1000)).over(["1d", "7d", "30d"]),
    revenue_7d: toFloat64(sum(purchase.price * purchase.pieces).over("7d")),
    price_p10: toFloat64(quantile(purchase.price, 0.1).over("30d")),
    buyers_30d: countDistinct(purchase.shopper).over("30d"),
    since_sold: secondsSinceLast(),
  }),
  refresh: { every: "15m" },
});

// The catalogue as it stands: read by request views, and beside the rows of others.
export const item_card = featureView({
  entity: item,
  source: catalogue,
  key: (entry) => ({ item: entry.item }),
  features: (entry) => ({
    category: entry.category,
    tags: entry.tags,
    embedding: entry.embedding,
    price: entry.price,
    rating: last(entry.rating),
    dearest: max(entry.price).overAll(),
  }),
  refresh: { every: "1h" },
});

export const shopper_taste = featureView({
  entity: shopper,
  source: interest,
  inputs: { card: { view: item_card, key: (row) => ({ item: row.item }) } },
  key: (row) => ({ shopper: row.shopper }),
  where: (row) => row.weight > 0,
  features: (row, { card }) => ({
    weight: sum(row.weight).over(["1d", "30d"]),
    bought_30d: count().where(row.bought).over("30d"),
    mean_rating: mean(card.rating).over("30d"),
    price_median: median(toFloat64(card.price)).over("30d"),
    categories_30d: countDistinct(card.category).over("30d"),
    recency: secondsSinceLast(),
  }),
  refresh: { every: "5m" },
});

export const shopper_memory = featureView({
  entity: shopper,
  source: interest,
  inputs: { card: { view: item_card, key: (row) => ({ item: row.item }) } },
  key: (row) => ({ shopper: row.shopper }),
  where: (row) => row.weight > 0,
  features: (row, { card }) => ({
    last_items: lastN(row.item, 10),
    top_categories: topK(card.category, 2).over("30d"),
    last_embedding: last(card.embedding),
    usual_hour: mode(row.at.in("America/New_York").hour()).over("30d"),
  }),
  refresh: { every: "5m" },
});

export const shopper_in_category = featureView({
  entity: shopper_category,
  source: interest,
  inputs: { card: { view: item_card, key: (row) => ({ item: row.item }) } },
  key: (row) => ({ shopper: row.shopper, category: String(hashBucket(row.item, 5)) }),
  features: (row, { card }) => ({
    engaged_30d: sum(row.weight).over("30d"),
    rated_well: share((card.rating ?? 0) >= 4).over("30d"),
  }),
  refresh: { every: "1h" },
});

export const query_behaviour = featureView({
  entity: query_text,
  source: impressions,
  key: (impression) => ({ query: impression.query.trim().toLowerCase() }),
  features: (impression) => ({
    asked_1d: countDistinct(impression.shopper).over("1d"),
    click_share: share(impression.clicked).overLast(50, { within: "7d" }),
    price_clicked: mean(toFloat64(impression.price)).where(impression.clicked).over("7d"),
  }),
  refresh: { every: "15m" },
});

export const candidate = requestView({
  request: {
    place: t.int64,
    price: t.decimal(8, 2),
    user_agent: t.string,
    item_id: t.int64,
    query_length: t.int64,
  },
  inputs: {
    card: item_card,
    performance: item_performance,
    taste: shopper_taste,
    memory: shopper_memory,
    query: query_behaviour,
  },
  features: (request, { card, performance, taste, memory, query }) => ({
    place: clamp(request.place, 1, 1000),
    similarity:
      card.embedding === null || memory.last_embedding === null
        ? 0
        : card.embedding.dot(memory.last_embedding),
    favourite: card.category !== null && memory.top_categories.includes(card.category),
    seen_before: memory.last_items.includes(request.item_id),
    below_dearest: card.dearest === null ? 0 : toFloat64(card.dearest - request.price),
    discount: card.price === null ? 0 : toFloat64(card.price - request.price),
    cheaper_than_usual: toFloat64(request.price) < (taste.price_median ?? 0),
    dearer_than_clicked: toFloat64(request.price) - (query.price_clicked ?? toFloat64(request.price)),
    on_sale: card.tags === null ? false : card.tags.includes("sale"),
    tags: card.tags === null ? 0 : card.tags.length,
    category_hash: hashBucket(card.category ?? "", 32),
    price_band: bucketize(request.price, [5, 20, 100]),
    momentum: performance.ctr_7d - performance.ctr_before,
    is_phone: matches(request.user_agent, "(iPhone|Android)") ? 1 : 0,
    long_query: request.query_length > 20,
    usual_hour: memory.usual_hour,
  }),
});
