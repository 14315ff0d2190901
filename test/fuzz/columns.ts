// The two sources that random programs read, their columns by type, and ways in which rows become known.
import fc from "fast-check";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { type Expressions, expressions, type Leaves, type TypeKey, typeKey } from "./expressions.ts";

interface Column {
  readonly name: string;
  readonly key: TypeKey;
  readonly nullable: boolean;
}

export const EVENTS: readonly Column[] = [
  column("user", "string"),
  column("shop", "int64"),
  column("at", "timestamp"),
  column("lag_minutes", "int64"),
  column("amount", "int64"),
  column("stock", "int64", true),
  column("score", "float64"),
  column("price", "float64", true),
  column("note", "string", true),
  column("channel", "string", true),
  column("paid", "bool"),
  column("opened", "bool", true),
  column("seen_at", "timestamp", true),
  column("fee", "decimal.2"),
  column("rebate", "decimal.2", true),
  column("rate", "decimal.5"),
  column("tags", "list.string"),
  column("marks", "list.float64", true),
  column("place", "vector.3"),
  column("seq", "int64"),
];

export const OTHERS: readonly Column[] = [
  column("who", "string"),
  column("store", "int64", true),
  column("since", "timestamp"),
  column("late_minutes", "int64"),
  column("cents", "int64"),
  column("grade", "float64", true),
  column("word", "string", true),
  column("open", "bool"),
  column("cost", "decimal.2"),
  column("quota", "decimal.5", true),
  column("words", "list.string"),
  column("curve", "list.float64"),
  column("spot", "vector.3"),
];

const TYPE_TEXT: Readonly<Record<TypeKey, string>> = {
  "decimal.2": "t.decimal(12, 2)",
  "decimal.5": "t.decimal(9, 5)",
  "list.string": "t.list(t.string)",
  "list.float64": "t.list(t.float64)",
  "vector.3": "t.vector(3)",
};

/** `{ user: t.string, ... }` */
export function columnsText(columns: readonly Column[]): string {
  const text = columns.map(
    ({ name, key, nullable }) => `${name}: ${typeText(key)}${nullable ? ".nullable()" : ""}`,
  );
  return `{ ${text.join(", ")} }`;
}

export function typeText(key: TypeKey): string {
  return TYPE_TEXT[key] ?? `t.${key}`;
}

/** Columns as they are read from a row, or a view's features. */
export function leavesOf(row: string, columns: readonly Column[]): Leaves {
  const sure: Record<TypeKey, readonly string[]> = {};
  const nullable: Record<TypeKey, readonly string[]> = {};
  for (const { name, key, nullable: maybe } of columns) {
    const leaves = maybe ? nullable : sure;
    leaves[key] = [...(leaves[key] ?? []), `${row}.${name}`];
  }
  return { sure, nullable };
}

/** A feature, an aggregate or a request field under its name. */
export function typed(name: string, type: ValueType): Column {
  return { name, key: typeKey(type), nullable: type.nullable };
}

export function together(...leaves: readonly Leaves[]): Leaves {
  const merged = (which: keyof Leaves): Leaves["sure"] => {
    const keys = new Set(leaves.flatMap((each) => Object.keys(each[which])));
    return Object.fromEntries(
      [...keys].map((key) => [key, leaves.flatMap((each) => each[which][key] ?? [])]),
    );
  };
  return { sure: merged("sure"), nullable: merged("nullable") };
}

export const eventRows: Expressions = expressions(leavesOf("e", EVENTS), 2);
const shallowOthers = expressions(leavesOf("o", OTHERS), 1);

/** When an event is known, and how rows of one instant stand; what follows must agree with a union's other part. */
const availability = fc.constantFrom(
  "",
  'availableAt: (e) => e.at.plus("30m"),',
  'availableAt: (e) => e.at.minus("20m"),',
  "availableAt: (e) => e.at.plusMinutes(e.lag_minutes),",
  "availableAt: (e) => e.at.plusMinutes(toFloat64(e.fee)),",
);
const ties = fc.constantFrom(
  "",
  'tieBreak: ["seq"],',
  'tieBreak: ["seq", "note"],',
  'tieBreak: ["fee", "paid"],',
);
const othersAvailability = fc.constantFrom(
  "",
  'availableAt: (o) => o.since.plus("10m"),',
  "availableAt: (o) => o.since.plusMinutes(o.late_minutes),",
);

/** Both sources, and a union of theirs in the shape of events. */
export const sources: fc.Arbitrary<{ readonly text: string; readonly union: string }> = fc
  .record({
    known: availability,
    ties,
    othersKnown: othersAvailability,
    asOf: fc.constantFrom("", "", 'asOf: "inclusive",'),
    mapped: fc.record(Object.fromEntries(EVENTS.map((each) => [each.name, mappedFrom(each)]))),
    times: fc.constantFrom(
      "",
      "",
      "eventTime: (e) => e.at,",
      'eventTime: (e) => e.at, availableAt: (e) => e.at.plus("45m"),',
      'eventTime: (e) => e.at.minus("40m"), availableAt: (e) => e.at,',
    ),
    unionTies: ties,
  })
  .map(({ known, ties: broken, othersKnown, asOf, mapped, times, unionTies }) => {
    const text = `export const events = source({ from: parquet("events.parquet"), columns: ${columnsText(EVENTS)},
  eventTime: (e) => e.at, ${known} ${broken} ${asOf} });
export const others = source({ from: parquet("others.parquet"), columns: ${columnsText(OTHERS)},
  eventTime: (o) => o.since, ${othersKnown} ${asOf} });
`;
    const own = EVENTS.map(({ name }) => `${name}: e.${name}`).join(", ");
    const other = EVENTS.map(({ name }) => `${name}: ${mapped[name]}`).join(", ");
    const union = `export const both = union({ columns: ${columnsText(EVENTS)},
  from: [[events, (e) => ({ ${own} })], [others, (o) => ({ ${other} })]],
  ${times} ${unionTies} });
`;
    return { text, union };
  });

/** An expression over the other source's row; times and keys as they are, so that rows meet. */
function mappedFrom({ name, key, nullable }: Column): fc.Arbitrary<string> {
  if (name === "at") return fc.constantFrom("o.since", "o.since", 'o.since.plus("1h")');
  if (name === "user") return fc.constantFrom("o.who", "o.who", "o.who.toLowerCase()");
  if (name === "shop") return fc.constantFrom("(o.store ?? 1)", "(o.store ?? -1)");
  if (name === "lag_minutes") return fc.constant("o.late_minutes");
  const made = nullable ? shallowOthers.nullable(key) : shallowOthers.sure(key);
  if (made === null) throw new Error(`nothing in the other source is a ${key}`);
  return made;
}

function column(name: string, key: TypeKey, nullable = false): Column {
  return { name, key, nullable };
}
