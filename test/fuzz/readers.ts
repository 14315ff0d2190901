// What reads a view: a request view over it, and a training set with both, under roles and with labels of either form.
import fc from "fast-check";
import { aggregates, conditionOf, readsNothing, sure } from "./aggregates.ts";
import { eventRows, leavesOf, together } from "./columns.ts";
import { models } from "./models.ts";
import { expressions, RESULTS, type Text } from "./expressions.ts";
import { type Column, typeOf, type WrittenView } from "./views.ts";
import { typed, typeText } from "./columns.ts";

const REQUEST: readonly Column[] = [
  typed("amount", typeOf("float64", false)),
  typed("said", typeOf("string", true)),
  typed("when", typeOf("timestamp", false)),
  typed("items", typeOf("int64", true)),
  typed("offer", typeOf("decimal.2", false)),
  typed("sure", typeOf("bool", false)),
  typed("tags", typeOf("list.string", false)),
  typed("place", typeOf("vector.3", false)),
];

/** Request fields of a row of the events. */
const ASKED: Readonly<Record<string, string>> = {
  amount: "e.score",
  said: "e.note",
  when: "e.at",
  items: "e.stock",
  offer: "e.fee",
  sure: "e.paid",
  tags: "e.tags",
  place: "e.place",
};

/** Of the features that can be read, and of the request. */
function requestFeatures(view: WrittenView): fc.Arbitrary<readonly string[]> {
  const scope = expressions(together(leavesOf("request", REQUEST), leavesOf("mine", view.features)), 2);
  const one = fc.tuple(fc.constantFrom(...RESULTS), fc.boolean()).chain(([key, nullable]): Text => {
    const made = (nullable ? scope.nullable(key) : null) ?? scope.sure(key);
    return (made ?? sure(scope, "float64")).map((text) => (readsNothing(text) ? "request.amount" : text));
  });
  return fc.array(one, { minLength: 1, maxLength: 4 });
}

const NOTHING: Readonly<Record<string, string>> = { int64: "0", float64: "0.5", bool: "false" };

const BOTH_DRAWN = "sample: { oneIn: 2 }, negatives: { oneIn: 2 },";

const labels: Text = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("5h", "1d", "7m"),
      fc.constantFrom("events", "both"),
      fc.option(conditionOf(eventRows), { nil: null, freq: 2 }),
      aggregates(eventRows).filter(
        ({ text, type }) => type.kind in NOTHING && !text.startsWith("secondsSinceLast"),
      ),
    )
    .map(([horizon, source, where, { text, type }]) => {
      const over = text.replace(/\.over(All|Last)?\([^()]*\)$/, (window) =>
        window.startsWith(".overLast") && !window.includes("{") ? window : ".overAll()",
      );
      const rows = where === null ? "" : `where: (e) => ${where},`;
      return `{ horizon: "${horizon}", source: ${source}, key: (e) => ({ KEY }), ${rows} value: (e) => ({ target: ${type.nullable ? `(${over} ?? ${NOTHING[type.kind]})` : over} }) }`;
    }),
  conditionOf(eventRows).map((text) => `(e) => ({ target: ${text === "e.paid" ? "e.amount > 7" : text} })`),
);

/** Over the rows of `e`; a key that is computed of them is found by itself. */
export function readers(view: WrittenView): Text {
  return fc
    .record({
      features: requestFeatures(view),
      label: labels,
      spine: fc.constantFrom("events", "both"),
      asOf: fc.constantFrom("e.at", 'e.at.plus("30m")', 'e.at.minus("1h")'),
      where: fc.option(conditionOf(eventRows), { nil: null, freq: 1 }),
      split: fc.constantFrom(
        "",
        'split: { validation: "2001-03-01T06:00:00Z", test: "2001-03-02T00:00:00Z" },',
        'split: { test: "2001-03-01T00:00:00Z" },',
      ),
      drawn: fc.constantFrom("", "", "", "sample: { oneIn: 2 },", "negatives: { oneIn: 3 },", BOTH_DRAWN),
      role: fc.boolean(),
      model: fc.option(models(view), { nil: "", freq: 3 }),
    })
    .map(({ features, label, spine, asOf, where, split, drawn, role, model }) => {
      const list = features.map((text, index) => `    g${index}: ${text},`).join("\n");
      const plain = view.keys.map(({ name, text }) => `${name}: ${text}`);
      const keys = role ? [...plain, ...view.keys.map(({ name, text }) => `other_${name}: ${text}`)] : plain;
      const fields = REQUEST.map(({ name, key, nullable }) => {
        return `${name}: ${typeText(key)}${nullable ? ".nullable()" : ""}`;
      });
      const asked = REQUEST.map(({ name }) => `${name}: ${ASKED[name]}`).join(", ");
      const [key = ""] = plain;
      return `export const ask = requestView({
  request: { ${fields.join(", ")} }, inputs: { mine: view },
  features: (request, { mine }) => ({
${list}
  }),
});
export const learn = trainingSet({
  spine: ${spine}, keys: (e) => ({ ${keys.join(", ")} }), asOf: (e) => ${asOf}, request: (e) => ({ ${asked} }),
  label: ${label.replace("KEY", key)}, ${where === null ? "" : `where: (e) => ${where},`} ${split} ${drawn}
  views: [view, ask${role ? ', role("other", view)' : ""}],
});
${model}`;
    });
}
