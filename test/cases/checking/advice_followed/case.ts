// Each mistake of the case "advice", mended as its hint says: nothing is left to say, but that nobody reads the views.
import {
  count,
  entity,
  featureView,
  fromEpochSeconds,
  last,
  mean,
  parquet,
  parseInteger,
  parseTimestamp,
  requestView,
  source,
  sum,
  t,
  timestamp,
  toInt64,
} from "bifold";

export const band = entity({ keys: { band: t.int64 } });
export const code = entity({ keys: { code: t.string } });
export const moment = entity({ keys: { moment: t.timestamp } });

export const clicks = source({
  from: parquet("data/clicks.parquet"),
  columns: {
    at: t.timestamp,
    epoch: t.int64,
    text: t.string,
    seen: t.timestamp.nullable(),
    number: t.int64,
    amount: t.float64,
    fee: t.decimal(10, 2),
    paid: t.bool,
    place: t.vector(3),
  },
  eventTime: (click) => click.at,
  retention: "7d",
});

export const by_epoch = source({
  from: parquet("data/by_epoch.parquet"),
  columns: { epoch: t.int64, text: t.string },
  eventTime: (row) => fromEpochSeconds(row.epoch) ?? timestamp("1970-01-01"),
  availableAt: (row) => parseTimestamp(row.text) ?? timestamp("2200-01-01"),
});

export const by_seen = source({
  from: parquet("data/by_seen.parquet"),
  columns: { seen: t.timestamp.nullable() },
  eventTime: (row) => row.seen ?? timestamp("1970-01-01"),
  availableAt: (row) => row.seen ?? timestamp("2200-01-01"),
});

export const computed_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: toInt64(Math.floor(click.amount / 10)) ?? 0 }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const summed_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: toInt64(click.number + 1) }),
  where: (click) => toInt64(click.number + 1) !== null,
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const null_key = featureView({
  entity: moment,
  source: clicks,
  key: (click) => ({ moment: click.seen }),
  where: (click) => click.seen !== null,
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const text_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: parseInteger(click.text) ?? 0 }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const decimal_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: toInt64(click.fee) ?? 0 }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const whole_as_text = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: String(click.number) }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const number_as_text = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: String(toInt64(click.number * 2) ?? 0) }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const spelt_number = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: String(toInt64(click.number * 2) ?? 0) }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const epoch_as_moment = featureView({
  entity: moment,
  source: clicks,
  key: (click) => ({ moment: fromEpochSeconds(click.epoch) ?? timestamp("1970-01-01") }),
  features: (click) => {
    const place = last(click.place);
    return {
      age: mean(click.at.secondsSince(click.seen ?? timestamp("1970-01-01"))).over("1d"),
      last_hour: (last(click.at) ?? timestamp("1970-01-01")).hour(),
      first_place: place === null ? 0 : place.at(0),
    };
  },
  refresh: "stream",
  ttl: "7d",
});

export const too_far = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.number }),
  features: (click) => ({
    all_clicks: count().over("166h"),
    moved_back: sum(click.number).over("154h", { before: "12h" }),
    moved_away: sum(click.number).over("1d", { before: "5d" }),
    newest: last(click.number),
  }),
  refresh: { every: "10m", delay: "1h" },
  ttl: "7d",
});

export const at_click = requestView({
  request: { when: t.timestamp.nullable() },
  features: (request) => ({ hour: (request.when ?? timestamp("1970-01-01")).hour() }),
});

export const compared = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.number }),
  features: (click) => ({
    since_text: count().where(click.at.isAfter(parseTimestamp(click.text) ?? timestamp("1970-01-01"))).over("1d"),
    since_day: count().where(click.at > timestamp("2024-01-31")).over("1d"),
    late: count().where((fromEpochSeconds(click.epoch) ?? timestamp("1970-01-01")).hour() > 21).over("1d"),
    moved: last(click.at.plus("1m")),
  }),
  refresh: "stream",
  ttl: "7d",
});
