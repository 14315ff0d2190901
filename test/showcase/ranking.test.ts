// Ranking: embeddings, tags, rates by place, the catalogue beside each row, purchases within a day: as a team of the field would write it, from the definitions to verified answers over HTTP.
import { expect, test } from "vitest";
import * as ranking from "./ranking/data.ts";
import { built, openShowcase, whileServing, wrongRows } from "./open-showcase.ts";

const LONG = 600_000;

test(
  "ranking: embeddings, tags, rates by place, the catalogue beside each row, purchases within a day",
  async () => {
    const project = await openShowcase("ranking", {
      "impressions.parquet": ranking.IMPRESSIONS,
      "purchases.parquet": ranking.PURCHASES,
      "catalogue.parquet": ranking.CATALOGUE,
    });
    const to = "2024-03-01T00:00:00Z";
    await built(project, {
      trainingSets: ["click_to_buy"],
      model: "ranking_model",
      explained: "item_performance",
      to,
    });
    const cut = "time_bucket(INTERVAL 5 MINUTE, d.as_of)";
    await wrongRows(project, "click_to_buy", [
      [
        "item_performance__queries_7d",
        `SELECT count(DISTINCT query) FROM 'data/impressions.parquet' i WHERE i.item = d.item AND greatest(shown_at, logged_at) < ${cut}
         AND shown_at >= date_trunc('hour', ${cut} - INTERVAL 7 DAY)`,
      ],
      [
        "item_performance__ctr_by_place_2",
        `SELECT avg(clicked::INTEGER) FROM 'data/impressions.parquet' i WHERE i.item = d.item AND place = 2
         AND greatest(shown_at, logged_at) < ${cut} AND shown_at >= date_trunc('hour', ${cut} - INTERVAL 7 DAY)`,
      ],
      [
        "candidate__tags",
        `SELECT coalesce(arg_max(len(tags), changed_at), 0) FROM 'data/catalogue.parquet' c
         WHERE c.item = d.item AND changed_at < date_trunc('hour', d.as_of)`,
      ],
    ]);
    await whileServing(project, to, async (ask) => {
      const one = { shopper: "s0", item: 0, category: "1", query: "shoes" };
      const shown = { place: 1, price: "19.90", user_agent: "Mozilla (iPhone)", item_id: 0, query_length: 5 };
      const instances = [
        { ...one, ...shown },
        { ...one, ...shown, item: 9999 },
      ];
      const { values } = (await ask("search_ranking/features", { instances })) as {
        values: readonly Record<string, unknown>[];
      };
      expect(values[0]).toMatchObject({ candidate__is_phone: 1, candidate__price_band: 1 });
      expect(values[1]).toMatchObject({ item_performance__ctr_7d: 0.05, candidate__similarity: 0 });
      const asked = await ask("search_ranking/predict", { instances });
      expect(asked).toMatchObject({ predictions: [{}, {}] });
    });
  },
  LONG,
);
