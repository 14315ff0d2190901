// Small projects as text, for tests of checking and planning.
import { check } from "../../compiler/check/check.ts";
import { read } from "../../compiler/frontend/read.ts";
import type { Declaration } from "../../compiler/ir/declaration.ts";
import type { FeatureView, Program } from "../../compiler/ir/program.ts";

/** File name -> text; each file starts with the vocabulary imported. */
export type Files = Readonly<Record<string, string>>;

const VOCABULARY =
  "count, csv, deployment, entity, featureView, firstN, last, lastN, max, maxBy, maxN, mean, min, model, parquet, quantile, requestView, secondsSinceLast, share, source, sum, t, trainingSet";

export function declarationsOf(files: Files): readonly Declaration[] {
  const texts = Object.entries(files).map(([name, text]) => ({
    file: `definitions/${name}`,
    text: `import { ${VOCABULARY} } from "bifold";\n${text}`,
  }));
  const { value, diagnostics } = read(texts);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** Throws with what is wrong. */
export function programOf(files: Files): Program {
  const { value, diagnostics } = check(declarationsOf(files));
  if (value === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return value;
}

/** Codes in order, of errors and warnings. */
export function codesOf(files: Files): readonly string[] {
  return check(declarationsOf(files)).diagnostics.map(({ code }) => code);
}

export const SOURCES = `
export const user = entity({ keys: { user: t.string } });
export const orders = source({
  from: parquet("data/orders.parquet"),
  columns: {
    at: t.timestamp, user: t.string, amount: t.int64, price: t.float64.nullable(), country: t.string.nullable(), paid: t.bool,
  },
  eventTime: (order) => order.at,
  availableAt: (order) => order.at.plus("1h"),
  tieBreak: ["amount", "country"],
});
`;

/** A view of orders with the given features, and more properties if need be. */
export function viewOf(features: string, more = 'refresh: { every: "10m" },'): Files {
  return {
    "sources.ts": SOURCES,
    "views.ts": `
import { orders, user } from "./sources.ts";
export const spending = featureView({
  entity: user,
  source: orders,
  key: (order) => ({ user: order.user }),
  features: (order) => (${features}),
  ${more}
});
`,
  };
}

export function checkedView(features: string, more?: string): FeatureView {
  const [view] = programOf(viewOf(features, more)).featureViews;
  if (view === undefined) throw new Error("The view is gone.");
  return view;
}

export const CHAIN: Files = {
  ...viewOf(
    '{ spent: sum(order.amount).over(["1d", "7d"]), last_price: last(order.price), paid: order.paid }',
  ),
  "serving.ts": `
import { orders } from "./sources.ts";
import { spending } from "./views.ts";
export const at_order = requestView({
  request: { amount: t.float64, at: t.timestamp },
  inputs: { mine: spending },
  features: (request, { mine }) => ({ share: request.amount / (mine.spent_1d + 1), hour: request.at.hour() }),
});
export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ user: order.user }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at, amount: order.amount }),
  label: (order) => ({ settled: order.paid }),
  views: [spending, at_order],
});
export const late = model({ trainingSet: examples, trainer: "trainers/late.ts", params: { trees: 10, depth: 3 }, output: "p", nulls: "allow" });
export const served = deployment({ model: late, alias: "champion" });
`,
};
