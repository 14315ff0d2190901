// Card fraud: unions, roles, decimals, distances, late settlements, chargebacks a week later: as a team of the field would write it, from the definitions to verified answers over HTTP.
import { expect, test } from "vitest";
import * as fraud from "./fraud/data.ts";
import { built, openShowcase, whileServing, wrongRows } from "./open-showcase.ts";

const LONG = 600_000;

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
    const seen = `(SELECT account, paid_at AS happened, settled_at AS known, amount FROM 'data/payments.parquet'
      UNION ALL SELECT sender, sent_at, sent_at, amount FROM 'data/transfers.parquet')`;
    const cut = "date_trunc('minute', d.as_of)";
    await wrongRows(project, "payment_fraud", [
      [
        "account_outgoing__large_n_1d",
        `SELECT count(*) FROM ${seen} s WHERE s.account = d.account AND s.amount > 500 AND greatest(s.happened, s.known) < ${cut}
         AND s.happened >= date_trunc('hour', ${cut} - INTERVAL 1 DAY)`,
      ],
      [
        "account_outgoing__spent_30d",
        `SELECT coalesce(sum(s.amount), 0)::DOUBLE FROM ${seen} s WHERE s.account = d.account
         AND greatest(s.happened, s.known) < ${cut} AND s.happened >= date_trunc('day', ${cut} - INTERVAL 30 DAY)`,
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
         WHERE account = 'a0' AND greatest(happened, known) < TIMESTAMP '2024-07-01' AND happened >= TIMESTAMP '2024-06-01'`,
      );
      expect(values.account_outgoing__spent_30d).toBe(spent);
    });
  },
  LONG,
);
