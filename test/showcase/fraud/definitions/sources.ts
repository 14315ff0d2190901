// Money that leaves an account: card payments, reported hours late, and transfers, known at once; and chargebacks.
import { entity, parquet, source, t, union } from "bifold";

export const account = entity({ keys: { account: t.string }, description: "whoever pays" });
export const merchant = entity({ keys: { merchant: t.int64 } });
export const account_at_merchant = entity({ keys: { account: t.string, merchant: t.int64 } });

export const payments = source({
  from: parquet("data/payments.parquet"),
  columns: {
    paid_at: t.timestamp,
    settled_at: t.timestamp,
    account: t.string,
    merchant: t.int64,
    amount: t.decimal(12, 2),
    channel: t.string.nullable(),
    country: t.string,
    latitude: t.float64,
    longitude: t.float64,
    device: t.string.nullable(),
    declined: t.bool,
    sequence: t.int64,
  },
  eventTime: (payment) => payment.paid_at,
  availableAt: (payment) => payment.settled_at,
  tieBreak: ["sequence"],
});

export const transfers = source({
  from: parquet("data/transfers.parquet"),
  columns: {
    sent_at: t.timestamp,
    sender: t.string,
    receiver: t.string,
    amount: t.decimal(12, 2),
    memo: t.string,
  },
  eventTime: (transfer) => transfer.sent_at,
  tieBreak: ["receiver", "amount"],
});

export const chargebacks = source({
  from: parquet("data/chargebacks.parquet"),
  columns: { paid_at: t.timestamp, reported_at: t.timestamp, account: t.string, merchant: t.int64 },
  eventTime: (chargeback) => chargeback.paid_at,
  availableAt: (chargeback) => chargeback.reported_at,
});

export const outgoing = union({
  columns: {
    at: t.timestamp,
    account: t.string,
    amount: t.decimal(12, 2),
    kind: t.string,
    counterparty: t.string,
  },
  from: [
    [
      payments,
      (payment) => ({
        at: payment.paid_at,
        account: payment.account,
        amount: payment.amount,
        kind: payment.channel ?? "unknown",
        counterparty: String(payment.merchant),
      }),
    ],
    [
      transfers,
      (transfer) => ({
        at: transfer.sent_at,
        account: transfer.sender,
        amount: transfer.amount,
        kind: "transfer",
        counterparty: transfer.receiver,
      }),
    ],
  ],
  tieBreak: ["counterparty", "amount"],
});
