// A plan made by hand that holds every kind of value, key, atom and request field that serving code is emitted for.
import type { Expression } from "../../compiler/ir/expression.ts";
import type { AtomPlan, OnlineSlot, Plan, ViewPlan } from "../../compiler/ir/plan.ts";
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";

export const HOUR = 3_600_000_000;
export const DAY = 24 * HOUR;

export function type(kind: ScalarKind, nullable = false): ValueType {
  return { kind, nullable };
}

function literal(value: Value, of: ValueType): Expression {
  return { kind: "literal", value, type: of };
}

function atom(id: string, of: ValueType): Expression {
  return { kind: "atom", id, type: of };
}

function input(path: readonly string[], of: ValueType): Expression {
  return { kind: "input", path, type: of };
}

function call(name: string, of: ValueType, ...args: readonly Expression[]): Expression {
  return { kind: "call", function: name, args, type: of };
}

function orZero(value: Expression): Expression {
  return call("coalesce", type("float64"), value, literal(0, type("float64")));
}

function atomPlan(id: string, aggregation: string, of: ValueType, carriesTime = false): AtomPlan {
  const strategy = aggregation === "last" || aggregation === "latest" ? "latest" : "prefix";
  const value = input(["value"], of);
  return {
    id,
    aggregation,
    inputs: [value],
    parameters: [],
    window: { length: null, hop: 1, before: 0, rows: null },
    type: of,
    strategy,
    inputIds: ["x0"],
    windowId: "w0",
    carriesTime,
  };
}

function slots(atoms: readonly AtomPlan[]): readonly OnlineSlot[] {
  return atoms.flatMap(({ id, type: of, carriesTime }) => {
    const slot = { column: id, kind: of.kind as ScalarKind, nullable: of.nullable };
    const time = { column: `${id}_time`, kind: "timestamp" as const, nullable: true };
    return carriesTime ? [slot, time] : [slot];
  });
}

const EVERYTHING_ATOMS = [
  atomPlan("a0", "mean", type("float64", true)),
  atomPlan("a1", "count", type("int64")),
  atomPlan("a2", "last", type("string", true), true),
  atomPlan("a3", "latest", type("bool", true), true),
  atomPlan("a4", "last", type("timestamp", true), true),
  atomPlan("a5", "min", type("int64", true)),
  atomPlan("a6", "sum", type("float64")),
  atomPlan("a7", "last", type("int64", true), true),
  atomPlan("a8", "max", type("string", true)),
];

const MEAN = atom("a0", type("float64", true));
const SIZE = call("log1p", type("float64"), call("abs", type("float64"), orZero(MEAN)));

/** Every kind of key and of stored value, strings and bits beyond one bitmap byte, a ttl, a refresh. */
const EVERYTHING: ViewPlan = {
  ...emptyView("everything"),
  keys: [
    { name: "code", type: type("string"), expression: input(["code"], type("string")) },
    { name: "number", type: type("int64"), expression: input(["number"], type("int64")) },
    { name: "flag", type: type("bool"), expression: input(["flag"], type("bool")) },
    { name: "day", type: type("timestamp"), expression: input(["day"], type("timestamp")) },
  ],
  atoms: EVERYTHING_ATOMS,
  layout: { slots: slots(EVERYTHING_ATOMS) },
  features: [
    { name: "mean_1d", type: type("float64", true), expression: MEAN },
    { name: "rows", type: type("int64"), expression: atom("a1", type("int64")) },
    { name: "last_text", type: type("string", true), expression: atom("a2", type("string", true)) },
    { name: "class", type: type("bool", true), expression: atom("a3", type("bool", true)) },
    { name: "last_seen", type: type("timestamp", true), expression: atom("a4", type("timestamp", true)) },
    { name: "least", type: type("int64", true), expression: atom("a5", type("int64", true)) },
    { name: "total", type: type("float64"), expression: atom("a6", type("float64")) },
    { name: "last_number", type: type("int64", true), expression: atom("a7", type("int64", true)) },
    { name: "greatest_text", type: type("string", true), expression: atom("a8", type("string", true)) },
    { name: "log_mean", type: type("float64"), expression: SIZE },
    {
      name: "log_mean_twice_and_more_words_in_the_name_of_this_feature_than_any_author_would_write_for_one",
      type: type("float64"),
      expression: call(
        "add",
        type("float64"),
        call("multiply", type("float64"), SIZE, literal(2, type("float64"))),
        call(
          "divide",
          type("float64"),
          SIZE,
          call("add", type("float64"), SIZE, literal(1, type("float64"))),
        ),
      ),
    },
  ],
  refresh: { every: 600_000_000, delay: 60_000_000 },
  ttl: 3 * DAY,
};

/** Streamed, no ttl, one text key: the least that a view can be. */
const PLAIN: ViewPlan = {
  ...emptyView("plain"),
  keys: [{ name: "code", type: type("string"), expression: input(["code"], type("string")) }],
  atoms: [atomPlan("a0", "mean", type("float64", true))],
  layout: { slots: slots([atomPlan("a0", "mean", type("float64", true))]) },
  features: [{ name: "mean_1d", type: type("float64", true), expression: MEAN }],
  description: 'The "least" view */ of all',
};

function emptyView(name: string): ViewPlan {
  return {
    name,
    fingerprint: `${name}-0123456789abcdef`,
    entity: name,
    source: "rows",
    union: null,
    rowInputs: [],
    keys: [],
    where: null,
    eventTime: input(["at"], type("timestamp")),
    availableAt: null,
    lag: { kind: "none" },
    asOf: "exclusive",
    tieBreak: [],
    inputs: [],
    windows: [],
    atoms: [],
    features: [],
    refresh: null,
    ttl: null,
    layout: { slots: [] },
    description: null,
  };
}

const THIS_MEAN = input(["in", "mean_1d"], type("float64", true));
const OTHER_MEAN = input(["other", "mean_1d"], type("float64", true));
const AT = input(["request", "at"], type("timestamp"));

const NOW_FEATURES = [
  { name: "hour", type: type("int64"), expression: call("hour", type("int64"), AT) },
  {
    name: "against",
    type: type("float64"),
    expression: call("subtract", type("float64"), orZero(THIS_MEAN), orZero(OTHER_MEAN)),
  },
  {
    name: "known",
    type: type("bool"),
    expression: call("is_not_null", type("bool"), THIS_MEAN, literal(null, { kind: "null", nullable: true })),
  },
  {
    name: "size",
    type: type("float64", true),
    expression: call(
      "if",
      type("float64", true),
      call("is_null", type("bool"), THIS_MEAN, literal(null, { kind: "null", nullable: true })),
      literal(null, type("float64", true)),
      call("log1p", type("float64"), call("abs", type("float64"), input(["in", "mean_1d"], type("float64")))),
    ),
  },
  { name: "wanted", type: type("bool", true), expression: input(["request", "wanted"], type("bool", true)) },
];

const INPUTS = [
  { view: "everything", feature: "mean_1d", type: type("float64", true) },
  { view: "everything", feature: "rows", type: type("int64") },
  { view: "everything", feature: "class", type: type("bool", true) },
  { view: "plain", feature: "mean_1d", type: type("float64", true) },
  { view: "now", feature: "hour", type: type("int64") },
  { view: "now", feature: "against", type: type("float64") },
  { view: "now", feature: "known", type: type("bool") },
  { view: "now", feature: "wanted", type: type("bool", true) },
].map((each) => ({ ...each, role: null, column: `${each.view}__${each.feature}` }));

export const FIXTURE: Plan = {
  entities: [],
  sources: [],
  unions: [],
  views: [EVERYTHING, PLAIN],
  requestViews: [
    {
      name: "now",
      fingerprint: "f",
      request: [
        { name: "at", type: type("timestamp") },
        { name: "wanted", type: type("bool", true) },
      ],
      inputs: [
        { alias: "in", view: "everything", role: null },
        { alias: "other", view: "plain", role: null },
      ],
      features: NOW_FEATURES,
      description: null,
    },
  ],
  trainingSets: [],
  models: [],
  deployments: [
    {
      name: "fixture",
      model: "fixture_model",
      alias: "champion",
      description: "Everything at once",
      fingerprint: "fixture-fingerprint",
      trainingSet: "fixture_training",
      output: "probability",
      requestFields: [
        { name: "code", type: type("string") },
        { name: "number", type: type("int64") },
        { name: "flag", type: type("bool") },
        { name: "day", type: type("timestamp") },
        { name: "at", type: type("timestamp") },
        { name: "distance", type: type("float64") },
        { name: "wanted", type: type("bool", true) },
        { name: "constructor", type: type("string", true) },
      ],
      featureViews: ["everything", "plain"],
      uses: [
        { view: "everything", role: null },
        { view: "plain", role: null },
      ],
      requestViews: ["now"],
      inputs: INPUTS,
      modelInputs: null,
    },
  ],
};
