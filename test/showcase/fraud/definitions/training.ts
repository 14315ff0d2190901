// Card payments that are charged back within 30 days, and transfers between two accounts.
import { count, deployment, model, requestView, role, sum, t, toFloat64, trainingSet } from "bifold";
import {
  account_cards,
  account_exposure,
  account_merchant,
  account_outgoing,
  account_position,
  account_profile,
  account_transfers,
  at_payment,
  merchant_chargebacks,
} from "./features.ts";
import { chargebacks, payments, transfers } from "./sources.ts";

export const payment_fraud = trainingSet({
  spine: payments,
  keys: (payment) => ({ account: payment.account, merchant: payment.merchant }),
  asOf: (payment) => payment.paid_at,
  where: (payment) => !payment.declined,
  request: (payment) => ({
    amount: payment.amount,
    paid_at: payment.paid_at,
    latitude: payment.latitude,
    longitude: payment.longitude,
    device: payment.device,
  }),
  label: {
    horizon: "7d",
    source: chargebacks,
    key: (chargeback) => ({ account: chargeback.account, merchant: chargeback.merchant }),
    value: () => ({ charged_back: count().overAll() > 0 }),
  },
  negatives: { oneIn: 5 },
  split: { validation: "2024-05-01", test: "2024-05-20" },
  views: [
    account_outgoing,
    account_cards,
    merchant_chargebacks,
    account_exposure,
    account_merchant,
    at_payment,
  ],
});

export const fraud_model = model({
  trainingSet: payment_fraud,
  trainer: "trainers/stump.ts",
  params: { weight: 1 },
  holdout: { from: "2024-05-20T00:00:00Z" },
  output: "probability",
  nulls: "allow",
});

export const card_fraud = deployment({ model: fraud_model, alias: "champion" });

export const transfer_contrast = requestView({
  request: { sum: t.decimal(12, 2) },
  inputs: { from: role("sender", account_outgoing), to: role("receiver", account_transfers) },
  features: (request, { from, to }) => ({
    drained: toFloat64(request.sum) / (toFloat64(from.spent_30d) + 1),
    mule: to.senders_7d > 3 && to.received_7d > 1000,
  }),
});

export const transfer_risk = trainingSet({
  spine: transfers,
  keys: (transfer) => ({ sender_account: transfer.sender, receiver_account: transfer.receiver }),
  asOf: (transfer) => transfer.sent_at,
  request: (transfer) => ({ sum: transfer.amount }),
  label: {
    horizon: "3d",
    source: transfers,
    key: (transfer) => ({ receiver_account: transfer.sender }),
    value: (transfer) => ({ passed_on: toFloat64(sum(transfer.amount).overAll()) }),
  },
  views: [
    role("sender", account_outgoing),
    role("sender", account_profile),
    role("sender", account_position),
    role("receiver", account_transfers),
    transfer_contrast,
  ],
});
