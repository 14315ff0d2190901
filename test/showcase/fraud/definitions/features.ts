// What is unusual about an account, a merchant and the two together, and about the payment that is being made.
import {
  any,
  approxCountDistinct,
  bucketize,
  count,
  countDistinct,
  featureView,
  first,
  hashBucket,
  haversineKm,
  lastN,
  max,
  maxBy,
  mean,
  mode,
  quantile,
  requestView,
  secondsSinceLast,
  share,
  stddev,
  sum,
  t,
  toFloat64,
} from "bifold";
import {
  account,
  account_at_merchant,
  chargebacks,
  merchant,
  outgoing,
  payments,
  transfers,
} from "./sources.ts";

const HOME_ZONE = "Europe/Zurich";
const LARGE = 500;

/** 0 where nothing is known to divide by. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const isNight = (hour: number): boolean => hour < 6 || hour >= 23;

export const account_outgoing = featureView({
  entity: account,
  source: outgoing,
  key: (row) => ({ account: row.account }),
  features: (row) => {
    const amount = toFloat64(row.amount);
    const spent_30d = toFloat64(sum(row.amount).over("30d"));
    return {
      spent_30d,
      velocity: ratio(toFloat64(sum(row.amount).over("1d")) * 30, spent_30d),
      week_on_week:
        toFloat64(sum(row.amount).over("7d")) - toFloat64(sum(row.amount).over("7d", { before: "7d" })),
      n: count().by(row.kind, ["web", "pos", "atm", "transfer"]).over(["1h", "7d"]),
      large_n: count()
        .where(row.amount > LARGE)
        .over(["1d", "30d"]),
      spread: stddev(amount).over("30d"),
      counterparties: countDistinct(row.counterparty).over(["1d", "30d"]),
      about_counterparties: approxCountDistinct(row.counterparty).overAll(),
      last_ten_mean: mean(amount).overLast(10),
      night_share: share(isNight(row.at.in(HOME_ZONE).hour())).over("30d"),
      idle_seconds: secondsSinceLast(),
    };
  },
  refresh: { every: "1m" },
});

// What a model cannot take as it is, and request views read.
export const account_profile = featureView({
  entity: account,
  source: outgoing,
  key: (row) => ({ account: row.account }),
  features: (row) => ({
    paid: sum(row.amount).over(["1h", "1d", "30d"]),
    largest: max(row.amount).over("30d"),
    p95: quantile(row.amount, 0.95).over("30d"),
    dearest_counterparty: maxBy(row.counterparty, row.amount).over("30d"),
    usual_kind: mode(row.kind).over("30d"),
    last_amounts: lastN(toFloat64(row.amount), 5),
  }),
  refresh: { every: "10m" },
});

export const account_cards = featureView({
  entity: account,
  source: payments,
  key: (payment) => ({ account: payment.account }),
  features: (payment) => ({
    declined: count().where(payment.declined).over(["1h", "1d"]),
    declined_lately: any(payment.declined).overLast(3, { within: "7d" }),
    since_declined: secondsSinceLast().where(payment.declined),
    countries_7d: countDistinct(payment.country).over("7d"),
    devices_30d: countDistinct(payment.device).over("30d"),
  }),
  refresh: { every: "10m", delay: "5m" },
});

export const account_position = featureView({
  entity: account,
  source: payments,
  key: (payment) => ({ account: payment.account }),
  where: (payment) => !payment.declined,
  features: (payment) => ({
    latitude: payment.latitude,
    longitude: payment.longitude,
    paid_at: payment.paid_at,
    first_country: first(payment.country),
  }),
  refresh: { every: "10m", delay: "5m" },
  ttl: "60d",
});

export const merchant_chargebacks = featureView({
  entity: merchant,
  source: chargebacks,
  key: (chargeback) => ({ merchant: chargeback.merchant }),
  features: (chargeback) => ({
    chargebacks: count().over(["30d", "90d"]),
    victims_90d: countDistinct(chargeback.account).over("90d"),
  }),
  refresh: { every: "1d" },
});

export const account_exposure = featureView({
  entity: account,
  source: payments,
  inputs: { shop: { view: merchant_chargebacks, key: (payment) => ({ merchant: payment.merchant }) } },
  key: (payment) => ({ account: payment.account }),
  where: (payment) => !payment.declined,
  features: (payment, { shop }) => ({
    risky_share: share(shop.chargebacks_90d > 0).over("30d"),
    risky_spend: sum(toFloat64(payment.amount))
      .where(shop.chargebacks_90d > 0)
      .over("30d"),
    worst_shop: max(shop.victims_90d).over("30d"),
  }),
  refresh: { every: "1h" },
});

export const account_merchant = featureView({
  entity: account_at_merchant,
  source: payments,
  key: (payment) => ({ account: payment.account, merchant: payment.merchant }),
  features: (payment) => ({
    visits: count().over("90d"),
    mean_amount: mean(toFloat64(payment.amount)).over("90d"),
  }),
  refresh: { every: "1h" },
});

export const account_transfers = featureView({
  entity: account,
  source: transfers,
  key: (transfer) => ({ account: transfer.receiver }),
  features: (transfer) => ({
    received_7d: sum(transfer.amount).over("7d"),
    senders_7d: countDistinct(transfer.sender).over("7d"),
    urgent_7d: count().where(transfer.memo.toLowerCase().includes("urgent")).over("7d"),
  }),
  refresh: { every: "10m" },
});

export const at_payment = requestView({
  request: {
    amount: t.decimal(12, 2),
    paid_at: t.timestamp,
    latitude: t.float64,
    longitude: t.float64,
    device: t.string.nullable(),
  },
  inputs: { usual: account_outgoing, profile: account_profile, at: account_position, pair: account_merchant },
  features: (request, { usual, profile, at, pair }) => {
    const km = haversineKm(
      at.latitude ?? request.latitude,
      at.longitude ?? request.longitude,
      request.latitude,
      request.longitude,
    );
    const hours =
      at.paid_at === null ? 24 : Math.max(request.paid_at.secondsSince(at.paid_at) / 3600, 1 / 60);
    const local = request.paid_at.in(HOME_ZONE);
    return {
      amount_band: bucketize(toFloat64(request.amount), [10, 50, 100, 500, 1000]),
      cents: ratio(toFloat64(request.amount) % 1, 1),
      above_usual: ratio(toFloat64(request.amount), usual.last_ten_mean ?? 0),
      above_largest: request.amount > (profile.largest ?? 0),
      kmh: km / hours,
      device_bucket: request.device === null ? -1 : hashBucket(request.device, 64),
      is_night: isNight(local.hour()) ? 1 : 0,
      is_weekend: local.weekday() % 6 === 0 ? 1 : 0,
      is_new_merchant: pair.visits === 0,
      recent_max: Math.max(profile.last_amounts.at(0) ?? 0, profile.last_amounts.at(1) ?? 0),
    };
  },
});
