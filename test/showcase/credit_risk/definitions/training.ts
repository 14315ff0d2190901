// Whoever misses an instalment within 90 days of applying.
import { any, deployment, model, trainingSet } from "bifold";
import {
  account_balance,
  application_form,
  bureau,
  employer_applicants,
  payment_history,
} from "./features.ts";
import { applications, instalments } from "./sources.ts";

export const default_risk = trainingSet({
  spine: applications,
  keys: (application) => ({ borrower: application.borrower, employer: application.employer ?? "none" }),
  asOf: (application) => application.applied_at,
  request: (application) => ({
    amount: application.amount,
    months: application.months,
    income: application.income,
    postcode: application.postcode,
    purpose: application.purpose,
  }),
  label: {
    horizon: "90d",
    source: instalments,
    key: (instalment) => ({ borrower: instalment.borrower }),
    value: (instalment) => ({ defaulted: any(instalment.paid_at === null).overAll() ? 1 : 0 }),
  },
  split: { test: "2024-01-01" },
  views: [payment_history, bureau, account_balance, employer_applicants, application_form],
});

export const default_model = model({
  trainingSet: default_risk,
  trainer: "trainers/stump.ts",
  params: { weight: 1 },
  holdout: { from: "2024-01-01T00:00:00Z" },
  output: "probability",
  nulls: "allow",
});

export const loan_default = deployment({ model: default_model, alias: "champion" });
