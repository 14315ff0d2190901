// What hints advise where types do not fit, values may be null and windows look too far; advice_followed does as they say.
import { count, entity, featureView, last, mean, parquet, requestView, source, sum, t } from "bifold";

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
  eventTime: (row) => row.epoch,
  availableAt: (row) => row.text,
});

export const by_seen = source({
  from: parquet("data/by_seen.parquet"),
  columns: { seen: t.timestamp.nullable() },
  eventTime: (row) => row.seen,
  availableAt: (row) => row.seen,
});

export const computed_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: Math.floor(click.amount / 10) }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const summed_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.number + 1 }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const null_key = featureView({
  entity: moment,
  source: clicks,
  key: (click) => ({ moment: click.seen }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const text_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.text }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const decimal_key = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.fee }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const whole_as_text = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: click.number }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const number_as_text = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: click.number * 2 }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const spelt_number = featureView({
  entity: code,
  source: clicks,
  key: (click) => ({ code: String(click.number * 2) }),
  features: () => ({ clicks: count().over("1d") }),
  refresh: "stream",
});

export const epoch_as_moment = featureView({
  entity: moment,
  source: clicks,
  key: (click) => ({ moment: click.epoch }),
  features: (click) => ({
    age: mean(click.at.secondsSince(click.seen)).over("1d"),
    last_hour: last(click.at).hour(),
    first_place: last(click.place).at(0),
  }),
  refresh: "stream",
});

export const too_far = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.number }),
  features: (click) => ({
    all_clicks: count().overAll(),
    moved_back: sum(click.number).over("7d", { before: "12h" }),
    moved_away: sum(click.number).over("1d", { before: "7d" }),
    newest: last(click.number),
  }),
  refresh: { every: "10m", delay: "1h" },
});

export const at_click = requestView({
  request: { when: t.timestamp.nullable() },
  features: (request) => ({ hour: request.when.hour() }),
});

export const compared = featureView({
  entity: band,
  source: clicks,
  key: (click) => ({ band: click.number }),
  features: (click) => ({
    since_text: count().where(click.at.isAfter(click.text)).over("1d"),
    since_day: count().where(click.at > "2024-01-31").over("1d"),
    late: count().where(click.epoch.hour() > 21).over("1d"),
    moved: last(click.at + 60),
  }),
  refresh: "stream",
});
