// Whole projects of one view, as an author would write them: any source, any window, any aggregate of any expression.
import fc from "fast-check";
import type { ScalarKind, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { expressions } from "./expressions.ts";

type Text = fc.Arbitrary<string>;

/** What the author wrote, in parts that shrink by themselves. */
export interface FuzzProgram {
  readonly text: string;
}

const COLUMNS: Readonly<
  Record<ScalarKind, { readonly sure: readonly string[]; readonly nullable: readonly string[] }>
> = {
  int64: { sure: ["e.amount", "e.lag_minutes"], nullable: ["e.stock"] },
  float64: { sure: ["e.score"], nullable: ["e.price"] },
  decimal: { sure: [], nullable: [] },
  bool: { sure: ["e.paid"], nullable: ["e.opened"] },
  string: { sure: ["e.user"], nullable: ["e.note"] },
  timestamp: { sure: ["e.at"], nullable: ["e.seen_at"] },
};

const SOURCE = `columns: { user: t.string, shop: t.int64, at: t.timestamp, lag_minutes: t.int64, amount: t.int64,
    stock: t.int64.nullable(), score: t.float64, price: t.float64.nullable(), note: t.string.nullable(), paid: t.bool,
    opened: t.bool.nullable(), seen_at: t.timestamp.nullable(), seq: t.int64 },
  eventTime: (e) => e.at,`;

const sourceOptions = fc.constantFrom(
  "",
  'asOf: "inclusive",',
  'availableAt: (e) => e.at.plus("1h"),',
  "availableAt: (e) => e.at.plusMinutes(e.lag_minutes),",
  'availableAt: (e) => e.at.plusMinutes(e.lag_minutes), tieBreak: ["seq"], asOf: "inclusive",',
  'tieBreak: ["seq", "note"],',
);

const refreshes = fc.constantFrom(
  '{ every: "10m" }',
  '{ every: "1h", delay: "10m" }',
  '{ every: "1d" }',
  '"stream"',
);

const overs = fc.constantFrom(
  '.over("1h")',
  '.over("6h")',
  '.over("1d")',
  '.over("1d", { hop: "5m" })',
  '.over("7d")',
  '.over("6h", { before: "1d" })',
  '.over("1h", { before: "90m" })',
  ".overAll()",
  ".overLast(1)",
  ".overLast(3)",
  '.overLast(5, { within: "6h" })',
);

const rows = expressions(
  (kind) => fc.constantFrom(...COLUMNS[kind].sure),
  (kind) => fc.constantFrom(...COLUMNS[kind].nullable),
  2,
);

interface Aggregate {
  readonly text: string;
  readonly type: ValueType;
}

const KINDS: readonly ScalarKind[] = ["int64", "float64", "bool", "string", "timestamp"];

/** Every aggregation with each of the input kinds that it takes. */
const shapes = Object.entries(aggregations as Readonly<Record<string, AggregationDefinition>>)
  .filter(([key]) => key !== "latest")
  .flatMap(([, definition]) => inputKinds(definition.arity).map((kinds) => ({ definition, kinds })))
  .flatMap(({ definition, kinds }) => {
    const parameters = definition.parameters.map(({ problem }) =>
      [1, 2, 3, 0.5, 0.9].filter((value) => problem(value) === null),
    );
    const inputs = kinds.map((kind): ValueType => ({ kind, nullable: false }));
    const fixed = parameters.map((values) => values[0] ?? 1);
    const inference = definition.infer({ inputs, parameters: fixed });
    if (inference === null || !("type" in inference)) return [];
    return [{ definition, kinds, parameters, type: inference.type }];
  });

const aggregates: fc.Arbitrary<Aggregate> = fc
  .constantFrom(...shapes)
  .chain(({ definition, kinds, parameters, type }) =>
    fc
      .tuple(
        fc.tuple(...kinds.map((kind) => fc.oneof(rows(kind), fc.constantFrom(...COLUMNS[kind].nullable)))),
        fc.tuple(...parameters.map((values) => fc.constantFrom(...values))),
        fc.option(rows("bool"), { nil: null, freq: 3 }),
        overs,
      )
      .map(([inputs, fixed, where, over]) => {
        const call = `${definition.name}(${[...inputs, ...fixed].join(", ")})`;
        const condition = where === null ? "" : `.where(${where})`;
        // How many rows count is said once: by the call, or by its window.
        const window = definition.rows !== undefined && over.includes("Last") ? ".overAll()" : over;
        return { text: `${call}${condition}${window}`, type };
      }),
  );

/** A feature: an aggregate alone, a plain column, or arithmetic over aggregates. */
const features: Text = fc.oneof(
  aggregates.map(({ text }) => text),
  fc.constantFrom(
    "e.note",
    "e.price",
    "e.amount",
    "last(e.price)",
    'last(e.note).over("6h")',
    "secondsSinceLast()",
  ),
  aggregates.chain(({ text, type }) =>
    type.kind === "list" || type.kind === "null" || type.kind === "timestamp"
      ? fc.constant(text)
      : expressions(
          (kind) => (kind === type.kind && !type.nullable ? fc.constant(text) : constantOf(kind)),
          (kind) =>
            kind === type.kind && type.nullable
              ? fc.constant(text)
              : fc.constant(`last(${COLUMNS[kind].sure[0]})`),
          2,
          KINDS.filter((kind) => kind !== "timestamp"),
        )(type.kind),
  ),
);

/** The latest value of a column, with a default. */
function constantOf(kind: ScalarKind): Text {
  return fc.constant(`(last(${COLUMNS[kind].sure[0]}) ?? ${ZERO[kind]})`);
}

const ZERO: Readonly<Record<ScalarKind, string>> = {
  int64: "0",
  float64: "0.5",
  decimal: "0",
  bool: "false",
  string: '"none"',
  timestamp: "",
};

export const programs: fc.Arbitrary<FuzzProgram> = fc
  .record({
    source: sourceOptions,
    refresh: refreshes,
    where: fc.option(rows("bool"), { nil: null, freq: 2 }),
    ttl: fc.constantFrom("", 'ttl: "2d",'),
    pair: fc.boolean(),
    features: fc.array(features, { minLength: 1, maxLength: 5 }),
  })
  .map((parts) => {
    const list = parts.features.map((text, index) => `    f${index}: ${text},`).join("\n");
    const key = parts.pair ? "{ user: e.user, shop: e.shop }" : "{ user: e.user }";
    const keys = parts.pair ? "{ user: t.string, shop: t.int64 }" : "{ user: t.string }";
    const where = parts.where === null ? "" : `  where: (e) => ${parts.where},\n`;
    const ttl = /\be\.(note|price|amount),$|\blast\(/m.test(list) ? parts.ttl : "";
    const names = [...new Set(`${list}${where}`.match(/(?<![.\w"])[a-z]\w*(?=\()/gi))].filter(
      (name) => name !== "e",
    );
    const imports = ["entity", "featureView", "parquet", "source", "t", ...names];
    const text = `import { ${[...new Set(imports)].sort().join(", ")} } from "bifold";
export const events = source({ from: parquet("events.parquet"), ${SOURCE} ${parts.source} });
export const user = entity({ keys: ${keys} });
export const view = featureView({
  entity: user, source: events, key: (e) => (${key}),
${where}  features: (e) => ({
${list}
  }),
  refresh: ${parts.refresh}, ${ttl}
});
`;
    return { text };
  });

function inputKinds(arity: number): readonly (readonly ScalarKind[])[] {
  if (arity === 0) return [[]];
  return inputKinds(arity - 1).flatMap((before) => KINDS.map((kind) => [...before, kind]));
}
