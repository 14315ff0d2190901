// Forecasting: two generations of tills, offsets of weeks, stock beside demand, a week's sales to come: as a team of the field would write it, from the definitions to verified answers over HTTP.
import { expect, test } from "vitest";
import * as forecasting from "./forecasting/data.ts";
import { built, openShowcase, whileServing, wrongRows } from "./open-showcase.ts";

const LONG = 600_000;

test(
  "forecasting: two generations of tills, offsets of weeks, stock beside demand, a week's sales to come",
  async () => {
    const project = await openShowcase("forecasting", {
      "old_tills.parquet": forecasting.OLD_TILLS,
      "new_tills.parquet": forecasting.NEW_TILLS,
      "deliveries.parquet": forecasting.DELIVERIES,
      "forecasts.parquet": forecasting.FORECASTS,
      "orders.parquet": forecasting.ORDERS,
    });
    const to = "2024-12-31T18:30:00Z";
    await built(project, { trainingSets: ["weekly_demand"], model: "demand_model", explained: "demand", to });
    const sold = `(SELECT sold_at AS happened, date_trunc('day', sold_at) + INTERVAL 28 HOUR AS known, shop, product, pieces
        FROM 'data/old_tills.parquet'
      UNION ALL SELECT "at", "at" + INTERVAL 5 MINUTE, split_part(till, '/', 1), product, pieces FROM 'data/new_tills.parquet')`;
    const cut = "time_bucket(INTERVAL 6 HOUR, d.as_of - INTERVAL 30 MINUTE)";
    const mine = "s.shop = d.shop AND s.product = d.product";
    await wrongRows(project, "weekly_demand", [
      [
        "demand__pieces_week_before",
        `SELECT coalesce(sum(pieces), 0)::BIGINT FROM ${sold} s WHERE ${mine} AND known < ${cut} - INTERVAL 7 DAY
         AND happened < ${cut} - INTERVAL 7 DAY AND happened >= ${cut} - INTERVAL 14 DAY`,
      ],
      [
        "pieces",
        `SELECT coalesce(sum(pieces), 0)::BIGINT FROM ${sold} s WHERE ${mine} AND pieces > 0
         AND happened >= d.as_of AND happened < d.as_of + INTERVAL 7 DAY`,
      ],
      [
        "weather__celsius",
        `SELECT arg_max(celsius, issued_at) FROM 'data/forecasts.parquet' f WHERE f.shop = d.shop
         AND issued_at < time_bucket(INTERVAL 3 HOUR, d.as_of) AND issued_at >= d.as_of - INTERVAL 3 DAY`,
      ],
      ["week_ahead__iso_week", "weekofyear((d.as_of AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Zurich')"],
    ]);
    await whileServing(project, to, async (ask) => {
      const body = { shop: "bern", product: 0, ordered_at: to, price: "2.50", note: "URGENT" };
      const { values } = (await ask("demand_forecast/features", body)) as { values: Record<string, unknown> };
      expect(values).toMatchObject({
        week_ahead__days_to_month_end: 1,
        week_ahead__is_summer_time: 0,
        week_ahead__urgent: true,
        week_ahead__weekday: 2,
      });
      expect(await ask("demand_forecast/predict", body)).toHaveProperty("prediction");
    });
  },
  LONG,
);
