// Whether an item that is shown is bought by the same shopper within a day.
import { deployment, hashBucket, model, sum, trainingSet } from "bifold";
import {
  candidate,
  item_performance,
  item_sales,
  query_behaviour,
  shopper_in_category,
  shopper_taste,
} from "./features.ts";
import { impressions, purchases } from "./sources.ts";

export const click_to_buy = trainingSet({
  spine: impressions,
  keys: (impression) => ({
    shopper: impression.shopper,
    item: impression.item,
    category: String(hashBucket(impression.item, 5)),
    query: impression.query.trim().toLowerCase(),
  }),
  asOf: (impression) => impression.shown_at,
  request: (impression) => ({
    place: impression.place,
    price: impression.price,
    user_agent: impression.user_agent,
    item_id: impression.item,
    query_length: impression.query.length,
  }),
  label: {
    horizon: "1d",
    source: purchases,
    key: (purchase) => ({ shopper: purchase.shopper, item: purchase.item }),
    value: (purchase) => ({ bought: sum(purchase.pieces).overAll() > 0 }),
  },
  sample: { oneIn: 3 },
  negatives: { oneIn: 4 },
  split: { validation: "2024-02-20", test: "2024-02-25" },
  views: [candidate, item_performance, item_sales, query_behaviour, shopper_in_category, shopper_taste],
});

export const ranking_model = model({
  trainingSet: click_to_buy,
  trainer: "trainers/stump.ts",
  params: { weight: 1 },
  holdout: { from: "2024-02-25T00:00:00Z" },
  output: "probability",
  nulls: "allow",
});

export const search_ranking = deployment({ model: ranking_model, alias: "champion" });
