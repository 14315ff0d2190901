// Four fields' worth of features, as their teams would write them: from the definitions to verified answers over HTTP.
import { expect, test } from "vitest";
import * as credit from "./credit_risk/data.ts";
import * as forecasting from "./forecasting/data.ts";
import * as fraud from "./fraud/data.ts";
import { openShowcase, type Showcase, whileServing } from "./open-showcase.ts";
import * as ranking from "./ranking/data.ts";

const LONG = 240_000;

interface Run {
  readonly trainingSets: readonly string[];
  readonly model: string;
  readonly explained: string;
  readonly to: string;
}

/** Everything up to serving: certified, current, explained, written, trained, materialized, and without a difference. */
async function built(project: Showcase, { trainingSets, model, explained, to }: Run): Promise<void> {
  expect(await project.ran("compile")).toContain("Certified: ");
  await project.ran("compile", "--check");
  expect(await project.ran("explain", explained)).toContain("one row a key");
  for (const set of trainingSets) await project.ran("dataset", set, "-o", `out/${set}.parquet`);
  await project.ran("train", model);
  await project.ran("materialize", "--to", to);
  const verified = JSON.parse(await project.ran("verify", "--keys", "200", "--json"));
  expect(verified).toMatchObject({ ok: true, differences: 0 });
  expect(verified.compared).toBeGreaterThan(2000);
}

/** Rows of a training set in which a feature is not what a statement over the sources says; `d` is the row. */
async function wrongRows(project: Showcase, set: string, checks: readonly [string, string][]): Promise<void> {
  const folder = project.path("data");
  for (const [column, sql] of checks) {
    const statement = `SELECT count(*) FILTER (d.${column} IS DISTINCT FROM (${sql.replaceAll("data/", `${folder}/`)})),
      count(DISTINCT d.${column}) FROM (FROM '${project.path(`out/${set}.parquet`)}' USING SAMPLE 150 ROWS (reservoir, 1)) d`;
    const [[wrong, different] = []] = await project.query(statement);
    expect([column, wrong]).toEqual([column, 0n]);
    expect(Number(different), `${column} says something`).toBeGreaterThan(1);
  }
}

test(
  "card fraud: unions, roles, decimals, distances, late settlements, chargebacks a week later",
  async () => {
    const project = await openShowcase("fraud", {
      "payments.parquet": fraud.PAYMENTS,
      "transfers.parquet": fraud.TRANSFERS,
      "chargebacks.parquet": fraud.CHARGEBACKS,
    });
    const to = "2024-07-01T00:00:00Z";
    const trainingSets = ["payment_fraud", "transfer_risk"];
    await built(project, { trainingSets, model: "fraud_model", explained: "account_outgoing", to });
    // As of the minute; settled before it; a day's window begins on the hour.
    const seen = `(SELECT account, paid_at AS at, settled_at AS known, amount FROM 'data/payments.parquet'
      UNION ALL SELECT sender, sent_at, sent_at, amount FROM 'data/transfers.parquet')`;
    const cut = "date_trunc('minute', d.as_of)";
    await wrongRows(project, "payment_fraud", [
      [
        "account_outgoing__large_n_1d",
        `SELECT count(*) FROM ${seen} s WHERE s.account = d.account AND s.amount > 500 AND greatest(s.at, s.known) < ${cut}
         AND s.at >= date_trunc('hour', ${cut} - INTERVAL 1 DAY)`,
      ],
      [
        "account_outgoing__spent_30d",
        `SELECT coalesce(sum(s.amount), 0)::DOUBLE FROM ${seen} s WHERE s.account = d.account
         AND greatest(s.at, s.known) < ${cut} AND s.at >= date_trunc('day', ${cut} - INTERVAL 30 DAY)`,
      ],
      [
        "charged_back",
        `SELECT count(*) > 0 FROM 'data/chargebacks.parquet' c WHERE c.account = d.account AND c.merchant = d.merchant
         AND c.paid_at >= d.as_of AND c.paid_at < d.as_of + INTERVAL 7 DAY`,
      ],
    ]);
    await wrongRows(project, "transfer_risk", [
      [
        "receiver__senders_7d",
        `SELECT count(DISTINCT s.sender) FROM 'data/transfers.parquet' s WHERE s.receiver = d.receiver_account
         AND s.sent_at < time_bucket(INTERVAL 10 MINUTE, d.as_of)
         AND s.sent_at >= date_trunc('hour', time_bucket(INTERVAL 10 MINUTE, d.as_of) - INTERVAL 7 DAY)`,
      ],
    ]);
    await whileServing(project, to, async (ask) => {
      const body = {
        account: "a0",
        merchant: 3,
        amount: "620.50",
        paid_at: to,
        latitude: 47,
        longitude: 8,
        device: null,
      };
      expect(await ask("card_fraud/predict", body)).toMatchObject({ model: { name: "fraud_model" } });
      const { values } = (await ask("card_fraud/features", body)) as {
        values: Record<string, number | boolean>;
      };
      expect(values).toMatchObject({
        at_payment__amount_band: 4,
        at_payment__device_bucket: -1,
        at_payment__is_night: 1,
      });
      const spent = await project.value(
        `SELECT sum(amount)::DOUBLE FROM ${seen.replaceAll("data/", `${project.path("data")}/`)}
         WHERE account = 'a0' AND greatest(at, known) < TIMESTAMP '2024-07-01' AND at >= TIMESTAMP '2024-06-01'`,
      );
      expect(values.account_outgoing__spent_30d).toBe(spent);
    });
  },
  LONG,
);

test(
  "credit risk: instalments that are missed, a bureau's CSV, balances, an employer's other applicants",
  async () => {
    const project = await openShowcase("credit_risk", {
      "instalments.parquet": credit.INSTALMENTS,
      "bureau_reports.csv": credit.BUREAU_REPORTS,
      "balances.parquet": credit.BALANCES,
      "applications.parquet": credit.APPLICATIONS,
    });
    const to = "2024-06-02T03:00:00Z";
    await built(project, {
      trainingSets: ["default_risk"],
      model: "default_model",
      explained: "payment_history",
      to,
    });
    const cut = "date_trunc('day', d.as_of - INTERVAL 2 HOUR)";
    const known = `greatest(i.due_at, coalesce(i.paid_at, i.due_at + INTERVAL 30 DAY)) < ${cut}`;
    await wrongRows(project, "default_risk", [
      [
        "payment_history__median_days_late",
        `SELECT median(CASE WHEN paid_at IS NULL THEN 30 ELSE greatest(0, floor(epoch(paid_at - due_at) / 86400)) END)
         FROM 'data/instalments.parquet' i WHERE i.borrower = d.borrower AND ${known} AND due_at >= ${cut} - INTERVAL 365 DAY`,
      ],
      [
        "payment_history__since_missed",
        `SELECT epoch_us(d.as_of - max(due_at)) / 1e6 FROM 'data/instalments.parquet' i
         WHERE i.borrower = d.borrower AND ${known} AND paid_at IS NULL`,
      ],
      [
        "bureau__inquiries_180d",
        `SELECT count(*) FROM 'data/bureau_reports.csv' r WHERE r.borrower = d.borrower AND note LIKE 'Inquiry%'
         AND grade <> 'n/a' AND reported_at + INTERVAL 3 DAY < date_trunc('day', d.as_of)
         AND reported_at >= date_trunc('day', d.as_of) - INTERVAL 180 DAY`,
      ],
      [
        "defaulted",
        `SELECT CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM 'data/instalments.parquet' i WHERE i.borrower = d.borrower
         AND paid_at IS NULL AND due_at >= d.as_of AND due_at < d.as_of + INTERVAL 90 DAY`,
      ],
    ]);
    await whileServing(project, to, async (ask) => {
      const body = {
        borrower: 7,
        employer: "employer 1",
        amount: "1200.00",
        months: 12,
        income: null,
        postcode: " 80310",
        purpose: "car",
      };
      const { values } = (await ask("loan_default/features", body)) as { values: Record<string, unknown> };
      expect(values).toMatchObject({
        application_form__debt_to_income: -1,
        application_form__region: 80,
        application_form__round: true,
        application_form__term: 2,
      });
      expect(await ask("loan_default/predict", body)).toHaveProperty("prediction");
    });
  },
  LONG,
);

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
        "item_performance__ctr_by_place_7d_2",
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
    const sold = `(SELECT sold_at AS at, date_trunc('day', sold_at) + INTERVAL 28 HOUR AS known, shop, product, pieces
        FROM 'data/old_tills.parquet'
      UNION ALL SELECT at, at + INTERVAL 5 MINUTE, split_part(till, '/', 1), product, pieces FROM 'data/new_tills.parquet')`;
    const cut = "time_bucket(INTERVAL 6 HOUR, d.as_of - INTERVAL 30 MINUTE)";
    const mine = "s.shop = d.shop AND s.product = d.product";
    await wrongRows(project, "weekly_demand", [
      [
        "demand__pieces_week_before",
        `SELECT coalesce(sum(pieces), 0)::BIGINT FROM ${sold} s WHERE ${mine} AND known < ${cut} - INTERVAL 7 DAY
         AND at < ${cut} - INTERVAL 7 DAY AND at >= ${cut} - INTERVAL 14 DAY`,
      ],
      [
        "pieces",
        `SELECT coalesce(sum(pieces), 0)::BIGINT FROM ${sold} s WHERE ${mine} AND pieces > 0
         AND at >= d.as_of AND at < d.as_of + INTERVAL 7 DAY`,
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
