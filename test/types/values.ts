// Decimals, lists, vectors and functions of values in the editor: what has a type, and what is red.
import {
  bucketize,
  clamp,
  earliest,
  entity,
  featureView,
  fromEpochMillis,
  hashBucket,
  haversineKm,
  last,
  latest,
  ordinal,
  parquet,
  parseNumber,
  parseTimestamp,
  requestView,
  roundTo,
  source,
  t,
  timestamp,
  toFloat64,
  toInt64,
  vector,
} from "bifold";

const shop = entity({ keys: { shop: t.string } });

const visits = source({
  from: parquet("visits.parquet"),
  columns: {
    at: t.timestamp,
    shop: t.string,
    amount: t.decimal(12, 2),
    fee: t.decimal(9, 4).nullable(),
    tags: t.list(t.string),
    embedding: t.vector(8),
  },
  eventTime: (visit) => visit.at,
});

export const shop_visits = featureView({
  entity: shop,
  source: visits,
  key: (visit) => ({ shop: visit.shop }),
  features: (visit) => ({
    tags: visit.tags,
    embedding: visit.embedding,
    net: last(visit.amount - (visit.fee ?? 0)),
    rounded: last(roundTo(visit.amount, 1)),
    bucket: last(bucketize(clamp(visit.amount, 0, 100), [1, 10])),
    hash: last(hashBucket(visit.shop, 1000)),
    size: last(visit.tags.length),
    different: last(visit.tags.countDistinct()),
    first_tag: last(visit.tags.min() ?? ""),
    total: last(visit.embedding.sum()),
    middle: last(visit.embedding.mean() ?? 0),
    greatest: last(visit.embedding.max() ?? 0),
    cell: last(toInt64(visit.amount / 10) ?? -1),
    read_at: last(parseTimestamp(visit.shop) ?? timestamp("2024-01-31T00:00:00Z")),
    sent: last(fromEpochMillis(visit.amount) ?? visit.at),
    first_of: last(earliest(visit.at, timestamp("2024-01-31"))),
    last_of: last(latest(visit.at, visit.at.startOfDay(), visit.at.startOfHour())),
    norm: last(visit.embedding.dot(visit.embedding)),
  }),
  refresh: { every: "1h" },
});

export const refused = featureView({
  entity: shop,
  source: visits,
  key: (visit) => ({ shop: visit.shop }),
  features: (visit) => ({
    // @ts-expect-error a fee may be null
    fees: last(visit.fee * 2),
    // @ts-expect-error a list is no number
    sum: last(visit.tags + 1),
    // @ts-expect-error only vectors have products
    product: last(visit.tags.dot(visit.tags)),
    // @ts-expect-error beyond the ends there is none
    first: last(visit.tags.at(0).length),
    // @ts-expect-error the items are strings
    includes: last(visit.tags.includes(1)),
    // @ts-expect-error the vocabulary is of another type
    ordinal: last(ordinal(visit.shop, [1, 2])),
    // @ts-expect-error NaN has no whole part
    whole: last(toInt64(visit.amount) + 1),
    // @ts-expect-error the text may be no timestamp
    hour: last(parseTimestamp(visit.shop).hour()),
    // @ts-expect-error timestamps are no numbers
    later: last(Math.max(visit.at, visit.at)),
    // @ts-expect-error compared with what?
    lone: last(latest(visit.at)),
    // @ts-expect-error texts have no sum
    all_tags: last(visit.tags.sum()),
    // @ts-expect-error an empty list has no mean
    centre: last(visit.embedding.mean() + 1),
    // @ts-expect-error the text may be no number
    number: last(parseNumber(visit.shop) + 1),
  }),
  refresh: { every: "1h" },
});

export const near = requestView({
  request: { latitude: t.float64, longitude: t.float64, at: t.timestamp, query: t.vector(8) },
  inputs: { shop: shop_visits },
  features: (request, { shop: read }) => ({
    distance: haversineKm(request.latitude, request.longitude, 47.4, 8.5),
    hour: request.at.in("Europe/Zurich").hour(),
    // @ts-expect-error there is no such zone
    misspelt: request.at.in("Europe/Zürich").hour(),
    monday: request.at.startOfWeek(),
    closeness: (read.embedding ?? vector([1, 0, 0, 0, 0, 0, 0, 0])).dot(request.query),
    known: read.embedding === null ? 0 : read.embedding.dot(request.query),
    first: read.tags === null ? "" : (read.tags.at(0) ?? ""),
    net: toFloat64(read.net ?? 0),
    // @ts-expect-error a list of numbers is no vector
    listed: read.embedding === null ? 0 : read.embedding.dot([1, 2, 3]),
    // @ts-expect-error a shop may have no visits
    length: read.tags.length,
  }),
});

// @ts-expect-error items are never null
export const nullable_items = t.list(t.string.nullable());
// @ts-expect-error nor lists
export const nested = t.list(t.list(t.string));
// @ts-expect-error how many digits stand after the point
export const unscaled = t.decimal(12);
