// A shop with every type that has arguments: as sources, keys, features and request fields.
import {
  decimalOfUnits,
  clamp,
  entity,
  featureView,
  last,
  ordinal,
  parquet,
  requestView,
  roundTo,
  source,
  t,
  toFloat64,
  trainingSet,
} from "bifold";

export const product = entity({ keys: { sku: t.string, list_price: t.decimal(9, 2) } });

export const sales = source({
  from: parquet("sales.parquet"),
  columns: {
    at: t.timestamp,
    sku: t.string,
    list_price: t.decimal(9, 2),
    amount: t.decimal(12, 2),
    discount: t.decimal(9, 4).nullable(),
    tags: t.list(t.string),
    prices: t.list(t.decimal(9, 2)),
    times: t.list(t.timestamp).nullable(),
    flags: t.list(t.bool),
    counts: t.list(t.int64),
    embedding: t.vector(4),
    sold: t.bool,
    cents: t.int64,
  },
  eventTime: (sale) => sale.at,
});

export const product_sales = featureView({
  entity: product,
  source: sales,
  key: (sale) => ({ sku: sale.sku, list_price: sale.list_price }),
  where: (sale) => sale.amount > -1000.5,
  features: (sale) => ({
    amount: sale.amount,
    discount: sale.discount,
    net: last(sale.amount - (sale.discount ?? 0) * 2),
    tags: sale.tags,
    prices: sale.prices,
    times: sale.times,
    flags: sale.flags,
    counts: sale.counts,
    embedding: sale.embedding,
    first_tag: last(sale.tags.at(0) ?? "none"),
    is_new: last(sale.tags.includes("new")),
    is_listed: last(["a", "b"].includes(sale.sku)),
    size: last(sale.tags.length),
    norm: last(sale.embedding.dot(sale.embedding)),
    rounded: last(roundTo(sale.amount, 1)),
    fee: last(sale.amount - decimalOfUnits(sale.cents, 3)),
    price: last(toFloat64(sale.amount)),
    kind: last(ordinal(sale.sku, ["a", "b"])),
  }),
  refresh: { every: "10m" },
  ttl: "3d",
});

export const at_checkout = requestView({
  request: {
    offered: t.decimal(9, 2),
    basket: t.list(t.string),
    maybe: t.list(t.decimal(6, 3)).nullable(),
    query: t.vector(4),
  },
  inputs: { product: product_sales },
  features: (request, { product }) => ({
    saving: (product.amount ?? 0) - request.offered,
    is_cheap: request.offered < 9.99 ? 1 : 0,
    bounded: toFloat64(clamp(request.offered, 0, 99.5)),
    basket_size: request.basket.length,
    first: request.basket.at(0),
    maybe: request.maybe,
    closeness: request.query.dot(request.query),
    ratio: request.offered / 3,
  }),
});

export const checkout_rows = trainingSet({
  spine: sales,
  keys: (sale) => ({ sku: sale.sku, list_price: sale.list_price }),
  asOf: (sale) => sale.at,
  request: (sale) => ({ offered: sale.amount, basket: sale.tags, maybe: null, query: sale.embedding }),
  label: (sale) => ({ sold: sale.sold ? 1 : 0 }),
  views: [product_sales, at_checkout],
});
