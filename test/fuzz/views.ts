// Feature views as an author would write them: any key, filter, features, refresh and ttl over the rows that are given.
import fc from "fast-check";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { aggregates, conditionOf, severalAggregates, sure, type Written } from "./aggregates.ts";
import { leavesOf, together, typed, typeText } from "./columns.ts";
import { type Expressions, expressions, kindOf, type Leaves, RESULTS, typeKey } from "./expressions.ts";

export type Column = ReturnType<typeof typed>;

export interface WrittenView {
  readonly text: string;
  readonly name: string;
  readonly keys: readonly KeyPart[];
  /** Features that others can read, with their types. */
  readonly features: readonly Column[];
}

export interface KeyPart {
  readonly name: string;
  readonly type: string;
  /** Over a row. */
  readonly text: string;
}

export interface ViewQuestion {
  readonly name: string;
  readonly source: string;
  /** The row's name. */
  readonly row: string;
  /** What is read of a row, and of the views beside it. */
  readonly rows: Expressions;
  readonly keys: fc.Arbitrary<readonly KeyPart[]>;
  /** Columns of the row that are features as they stand. */
  readonly columns: readonly Column[];
  /** `{ alias: { view, key } }` by alias. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether features over several windows or values may be among them, which nothing else can read. */
  readonly several: boolean;
}

const refreshes = fc.constantFrom(
  '{ every: "10m" }',
  '{ every: "10m", delay: "5m" }',
  '{ every: "1h", delay: "10m" }',
  '{ every: "1h", delay: "90m" }',
  '{ every: "1d" }',
  '"stream"',
);

export function views(question: ViewQuestion): fc.Arbitrary<WrittenView> {
  const { name, source, row, rows, inputs } = question;
  const aliases = Object.keys(inputs);
  const parameters = aliases.length === 0 ? `(${row})` : `(${row}, { ${aliases.join(", ")} })`;
  const beside = aliases.map((alias) => `${alias}: ${inputs[alias]}`).join(", ");
  return fc
    .record({
      refresh: refreshes,
      where: fc.oneof(
        { arbitrary: fc.constant(null), weight: 2 },
        { arbitrary: conditionOf(rows), weight: 1 },
      ),
      ttl: fc.constantFrom("", "", 'ttl: "2d",', 'ttl: "1d",'),
      keys: question.keys,
      features: fc.array(features(question), { minLength: 1, maxLength: 5 }),
    })
    .map(({ refresh, where, ttl, keys, features: written }): WrittenView => {
      const list = written.map(({ text }, index) => `    f${index}: ${text},`).join("\n");
      const hasLatest = new RegExp(`: ${row}\\.\\w+,$|\\blast\\(`, "m").test(list);
      const key = keys.map((part) => `${part.name}: ${part.text}`).join(", ");
      const text = `export const ${name}_entity = entity({ keys: ${keysText(keys)} });
export const ${name} = featureView({
  entity: ${name}_entity, source: ${source}, ${beside === "" ? "" : `inputs: { ${beside} },`}
  key: (${row}) => ({ ${key} }),
${where === null ? "" : `  where: ${parameters} => ${where},\n`}  features: ${parameters} => ({
${list}
  }),
  refresh: ${refresh}, ${hasLatest ? ttl : ""}
});
`;
      return {
        text,
        name,
        keys,
        features: written.flatMap(({ type }, index) => (type === null ? [] : [typed(`f${index}`, type)])),
      };
    });
}

function keysText(keys: readonly KeyPart[]): string {
  return `{ ${keys.map(({ name, type }) => `${name}: ${typeText(type)}`).join(", ")} }`;
}

/** A feature: an aggregate alone, a plain column, or an expression over aggregates. */
function features(
  question: ViewQuestion,
): fc.Arbitrary<{ readonly text: string; readonly type: ValueType | null }> {
  const { rows, row, columns } = question;
  const one = aggregates(rows);
  const plain = fc.constantFrom(...columns).map((column) => ({
    text: `${row}.${column.name}`,
    type: typeOf(column.key, true),
  }));
  const several = severalAggregates(rows).map((text) => ({ text, type: null }));
  return fc.oneof(
    { arbitrary: one, weight: 6 },
    { arbitrary: plain, weight: 1 },
    { arbitrary: computed(one), weight: 4 },
    ...(question.several ? [{ arbitrary: several, weight: 2 }] : []),
  );
}

/** Types that a feature can be read as and computed to. */
const COMPUTED = RESULTS.filter((key) => kindOf(key) !== "timestamp");

/** Over up to three aggregates, and the latest flag of them all as a condition. */
function computed(
  one: fc.Arbitrary<Written>,
): fc.Arbitrary<{ readonly text: string; readonly type: ValueType }> {
  return fc
    .tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.constantFrom(...COMPUTED), fc.boolean())
    .chain(([parts, wanted, nullable]) => {
      const leaves = together(...parts.map(leafOf), {
        sure: { bool: ["(count().overAll() > 2)"] },
        nullable: {},
      });
      const scope = expressions(leaves, 2);
      const [first] = parts;
      const key = first === undefined || scope.sure(wanted) !== null ? wanted : typeKey(first.type);
      const made = (nullable ? scope.nullable(key) : null) ?? scope.sure(key);
      if (made === null) return fc.constantFrom(...parts);
      const texts = parts.map(({ text }) => text);
      return made.map((text) =>
        first === undefined || texts.some((part) => text.includes(part))
          ? { text, type: typeOf(key, nullable) }
          : first,
      );
    });
}

function leafOf({ text, type }: Written): Leaves {
  const leaves = { [typeKey(type)]: [text] };
  return type.nullable ? { sure: {}, nullable: leaves } : { sure: leaves, nullable: {} };
}

/** The type that a word stands for. */
export function typeOf(key: string, nullable: boolean): ValueType {
  const [kind = "", detail = ""] = key.split(".");
  if (kind === "decimal") return { kind, nullable, scale: Number(detail) };
  if (kind === "vector")
    return { kind: "list", nullable, element: typeOf("float64", false), size: Number(detail) };
  if (kind === "list") return { kind, nullable, element: typeOf(detail, false) };
  return { kind: kind as ValueType["kind"], nullable };
}

/** One to three parts, columns or computed ones, each with another name. */
export function keysOver(rows: Expressions, plain: readonly KeyPart[]): fc.Arbitrary<readonly KeyPart[]> {
  const part = (name: string, type: string): fc.Arbitrary<KeyPart> =>
    sure(rows, type).map((text) => ({ name, type, text }));
  const any = fc.oneof(
    { arbitrary: fc.constantFrom(...plain), weight: 6 },
    { arbitrary: part("word", "string"), weight: 1 },
    { arbitrary: part("number", "int64"), weight: 1 },
    { arbitrary: part("flag", "bool"), weight: 1 },
  );
  return fc.uniqueArray(any, { minLength: 1, maxLength: 3, selector: ({ name }) => name, size: "xsmall" });
}

export function scopeOf(
  row: string,
  columns: readonly Column[],
  beside: readonly Leaves[],
  depth: number,
): Expressions {
  return expressions(together(leavesOf(row, columns), ...beside), depth);
}
