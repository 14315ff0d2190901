// What a lender knows of those who borrow: instalments, the bureau's reports, bank accounts, and applications.
import { csv, entity, parquet, source, t } from "bifold";

export const borrower = entity({ keys: { borrower: t.int64 } });
export const employer = entity({ keys: { employer: t.string } });

export const instalments = source({
  from: parquet("data/instalments.parquet"),
  columns: {
    loan: t.int64,
    borrower: t.int64,
    due_at: t.timestamp,
    paid_at: t.timestamp.nullable(),
    due: t.decimal(10, 2),
    paid: t.decimal(10, 2).nullable(),
  },
  eventTime: (instalment) => instalment.due_at,
  // Whether one was missed is known when it is paid, or a month after it was due.
  availableAt: (instalment) => instalment.paid_at ?? instalment.due_at.plus("30d"),
  tieBreak: ["loan"],
});

export const bureau_reports = source({
  from: csv("data/bureau_reports.csv"),
  columns: {
    borrower: t.int64,
    reported_at: t.timestamp,
    score: t.int64.nullable(),
    grade: t.string,
    open_credit: t.decimal(12, 2),
    note: t.string,
  },
  eventTime: (report) => report.reported_at,
  availableAt: (report) => report.reported_at.plus("3d"),
  retention: "1095d",
});

export const balances = source({
  from: parquet("data/balances.parquet"),
  columns: { borrower: t.int64, day: t.timestamp, balance: t.float64 },
  eventTime: (row) => row.day,
  availableAt: (row) => row.day.plus("1d"),
});

export const applications = source({
  from: parquet("data/applications.parquet"),
  columns: {
    application: t.int64,
    borrower: t.int64,
    applied_at: t.timestamp,
    amount: t.decimal(10, 2),
    months: t.int64,
    income: t.float64.nullable(),
    employer: t.string.nullable(),
    postcode: t.string,
    purpose: t.string,
  },
  eventTime: (application) => application.applied_at,
  tieBreak: ["application"],
});
