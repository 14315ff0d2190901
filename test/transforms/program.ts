// A project with a model whose inputs use every kind of fitted value and of feature.
import { type Compiled, compile } from "../../compiler/compile.ts";

const PROGRAM = `
import { all, any, approxCountDistinct, count, countDistinct, deployment, entity, featureView, fit, last, lastN, max,
  maxBy, mean, median, min, minBy, mode, model, parquet, quantile, requestView, role, source, stddev, sum, t,
  toFloat64, topK, trainingSet, variancePopulation } from "bifold";
export const orders = source({ from: parquet("orders.parquet"), columns: { customer: t.string, placed: t.timestamp,
  items: t.int64.nullable(), amount: t.float64.nullable(), price: t.decimal(9, 2).nullable(),
  channel: t.string.nullable(), late: t.bool }, eventTime: (o) => o.placed });
export const customer = entity({ keys: { customer: t.string } });
export const profile = featureView({ entity: customer, source: orders, key: (o) => ({ customer: o.customer }),
  features: (o) => ({
    mean_7d: mean(o.amount).over("7d"),
    items_7d: sum(o.items).over("7d"),
    price: last(o.price),
    channel: last(o.channel),
    late: any(o.late).over("7d"),
    seen: last(o.placed),
    recent: lastN(o.channel, 3),
    prices: lastN(o.price, 3),
  }),
  refresh: { every: "10m" } });
export const at_order = requestView({ request: { at: t.timestamp, basket: t.float64 }, inputs: { c: profile },
  features: (request, { c }) => ({
    hour: request.at.hour(), basket: request.basket, against: request.basket - (c.mean_7d ?? 0) }) });
export const set = trainingSet({ spine: orders,
  keys: (o) => ({ customer: o.customer, payer_customer: o.customer }),
  asOf: (o) => o.placed, request: (o) => ({ at: o.placed, basket: o.amount ?? 0 }),
  label: (o) => ({ was_late: o.late }), negatives: { oneIn: 3 },
  split: { validation: "2001-05-01", test: "2001-06-01" }, views: [profile, at_order, role("payer", profile)] });
const standardize = (x, center, scale) => (x - (center ?? 0)) / ((scale ?? 0) > 0 ? scale ?? 1 : 1);
export const late = model({ trainingSet: set, nulls: "allow", holdout: { from: "2001-05-20T00:00:00Z" },
  inputs: (read) => {
    const { mean_7d, items_7d, price, channel, seen, recent, prices } = read(profile);
    const { hour, against, basket } = read(at_order);
    const payer = read(role("payer", profile));
    const top = fit(topK(channel, 5));
    const known = channel ?? "";
    const least = fit(min(items_7d)) ?? 0;
    return {
      scaled: standardize(mean_7d ?? fit(mean(mean_7d)) ?? 0, fit(mean(mean_7d)), fit(stddev(mean_7d))),
      imputed: basket > 5 ? mean_7d ?? fit(median(mean_7d)) : null,
      robust: (against - (fit(quantile(against, 0.5)) ?? 0)) /
        ((fit(quantile(against, 0.75)) ?? 0) - (fit(quantile(against, 0.25)) ?? 0)),
      between: (items_7d - least) / ((fit(max(items_7d)) ?? 0) - least),
      channel_place: top.indexOf(known),
      channel_is_mode: channel !== null && channel === (fit(mode(channel)) ?? ""),
      rare: top.includes(known) ? 0 : 1,
      share: fit(count().where(payer.late)) / Math.max(1, fit(count())),
      late_hours: fit(sum(hour).where(payer.late)) * 1.0 + hour,
      kinds: fit(countDistinct(channel)) - fit(approxCountDistinct(items_7d)) + hour,
      price_gap: toFloat64((price ?? 0) - (fit(max(price)) ?? 0)) + toFloat64(fit(sum(price))),
      exact_price: toFloat64(fit(topK(price, 3)).at(0) ?? 0) + recent.length + prices.length,
      best_channel: (fit(maxBy(channel, mean_7d)) ?? "") === known ? 1 : 0,
      worst_hour: (fit(minBy(hour, against)) ?? -1) - hour,
      age: seen === null ? null : (fit(max(seen)) ?? seen).secondsSince(seen),
      spread: (fit(variancePopulation(hour)) ?? 0) + hour,
      flags: (fit(any(payer.late)) && !fit(all(payer.late))) || payer.late,
    };
  },
  trainer: "trainers/late.ts", output: "p" });
export const late_orders = deployment({ model: late, alias: "champion" });
`;

export function compileProgram(): Compiled {
  const { value, diagnostics } = compile([{ file: "definitions/late.ts", text: PROGRAM }]);
  if (value === null) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value;
}
