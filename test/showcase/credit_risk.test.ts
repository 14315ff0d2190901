// Credit risk: instalments that are missed, a bureau's CSV, balances, an employer's other applicants: as a team of the field would write it, from the definitions to verified answers over HTTP.
import { expect, test } from "vitest";
import * as credit from "./credit_risk/data.ts";
import { built, openShowcase, whileServing, wrongRows } from "./open-showcase.ts";

const LONG = 600_000;

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
