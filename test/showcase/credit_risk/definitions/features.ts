// How somebody has paid so far, what the bureau says, how the account moves, and what is asked for.
import {
  all,
  any,
  bucketize,
  clamp,
  count,
  featureView,
  first,
  firstN,
  hashBucket,
  last,
  lastN,
  matches,
  max,
  mean,
  median,
  min,
  minBy,
  mode,
  ordinal,
  parseInteger,
  quantile,
  requestView,
  secondsSinceLast,
  share,
  stddevPopulation,
  sum,
  t,
  toFloat64,
  topK,
  variance,
} from "bifold";
import { applications, balances, borrower, bureau_reports, employer, instalments } from "./sources.ts";

const GRADES = ["A", "B", "C", "D", "E"];
const DAY = 86_400;

/** Days beyond the due day; a month where nothing was paid. */
const daysLate = (seconds: number): number => Math.max(0, Math.floor(seconds / DAY));

export const payment_history = featureView({
  entity: borrower,
  source: instalments,
  key: (instalment) => ({ borrower: instalment.borrower }),
  features: (instalment) => {
    const late =
      instalment.paid_at === null ? 30 : daysLate(instalment.paid_at.secondsSince(instalment.due_at));
    const missing = instalment.due - (instalment.paid ?? 0);
    return {
      instalments: count().overAll(),
      late_share: share(late > 0).over(["90d", "365d"]),
      worst_days_late: max(late).over("365d"),
      median_days_late: median(late).over("365d"),
      p90_days_late: quantile(late, 0.9).over("365d"),
      last_three_late: sum(late).overLast(3),
      clean_lately: all(late === 0).overLast(6, { within: "365d" }),
      ever_missed: any(instalment.paid_at === null).overAll(),
      unpaid: toFloat64(sum(missing).over("365d")),
      paid_vs_last_year:
        toFloat64(sum(instalment.paid).over("180d")) -
        toFloat64(sum(instalment.paid).over("180d", { before: "180d" })),
      since_missed: secondsSinceLast().where(instalment.paid_at === null),
      first_days_late: first(late),
      loans: count()
        .where(instalment.due > 100)
        .by(instalment.loan, { first: 1, second: 2 })
        .over("365d"),
    };
  },
  refresh: { every: "1d", delay: "2h" },
});

export const bureau = featureView({
  entity: borrower,
  source: bureau_reports,
  key: (report) => ({ borrower: report.borrower }),
  where: (report) => matches(report.grade, "^[A-E]$"),
  features: (report) => ({
    score: toFloat64(report.score),
    grade: ordinal(last(report.grade) ?? "?", GRADES),
    open_credit: toFloat64(last(report.open_credit)),
    score_low: toFloat64(min(report.score).over("730d")),
    score_at_least_credit: toFloat64(minBy(report.score, report.open_credit).over("730d")),
    score_spread: variance(report.score).over("730d"),
    inquiries: count().where(report.note.toLowerCase().startsWith("inquiry")).over(["30d", "180d"]),
  }),
  refresh: { every: "1d" },
  ttl: "400d",
});

export const account_balance = featureView({
  entity: borrower,
  source: balances,
  key: (row) => ({ borrower: row.borrower }),
  features: (row) => {
    const lowest = minBy(row.day, row.balance).over("90d");
    return {
      mean_30d: mean(row.balance).over("30d"),
      trend: (mean(row.balance).over("30d") ?? 0) - (mean(row.balance).over("30d", { before: "30d" }) ?? 0),
      spread: stddevPopulation(row.balance).over("90d"),
      overdrawn_days: count()
        .where(row.balance < 0)
        .over("90d", { hop: "1d" }),
      lowest_day_of_month: lowest === null ? null : lowest.day(),
    };
  },
  refresh: { every: "1d" },
});

export const employer_applicants = featureView({
  entity: employer,
  source: applications,
  key: (application) => ({ employer: application.employer ?? "none" }),
  where: (application) => application.employer !== null,
  inputs: { paid: { view: payment_history, key: (application) => ({ borrower: application.borrower }) } },
  features: (application, { paid }) => ({
    applicants_180d: count().over("180d"),
    median_income: median(application.income).over("365d"),
    colleagues_ever_missed: share(paid.ever_missed).over("365d"),
  }),
  refresh: { every: "1d" },
});

export const past_applications = featureView({
  entity: borrower,
  source: applications,
  key: (application) => ({ borrower: application.borrower }),
  features: (application) => ({
    purposes: topK(application.purpose, 2).over("730d"),
    usual_purpose: mode(application.purpose).over("730d"),
    first_amounts: firstN(toFloat64(application.amount), 2),
    amounts: lastN(toFloat64(application.amount), 3).over("730d"),
  }),
  refresh: { every: "1h" },
});

export const application_form = requestView({
  request: {
    amount: t.decimal(10, 2),
    months: t.int64,
    income: t.float64.nullable(),
    postcode: t.string,
    purpose: t.string,
  },
  inputs: { balance: account_balance, past: past_applications },
  features: (form, { balance, past }) => {
    const monthly = toFloat64(form.amount) / Math.max(form.months, 1);
    const region = clamp(parseInteger(form.postcode.trim().slice(0, 2)) ?? -1, -1, 99);
    return {
      debt_to_income: form.income === null ? -1 : clamp(monthly / Math.max(form.income, 1), 0, 5),
      income_known: form.income !== null,
      log_amount: Math.log1p(toFloat64(form.amount)),
      term: bucketize(form.months, [6, 12, 24, 36, 60]),
      region,
      region_hash: hashBucket(region, 16),
      is_car: form.purpose === "car" ? 1 : 0,
      is_house: form.purpose === "house" ? 1 : 0,
      same_purpose: past.usual_purpose === form.purpose,
      asked_before: past.purposes.includes(form.purpose),
      growth: toFloat64(form.amount) - (past.amounts.at(0) ?? toFloat64(form.amount)),
      smallest_start: past.first_amounts.at(0) ?? 0,
      times_balance: toFloat64(form.amount) / (Math.abs(balance.mean_30d ?? 0) + 1),
      round: form.amount % 100 === 0,
    };
  },
});
