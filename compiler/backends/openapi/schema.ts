// Types as JSON Schema 2020-12, which OpenAPI 3.1 uses as it is.
import type { Field, ScalarKind, ValueType } from "../../ir/value-type.ts";
import { MOST_LIST_ITEMS } from "../../library/limits.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** The largest integer that a double holds exactly, with all below it. */
const MOST = Number.MAX_SAFE_INTEGER;

const REQUEST: Readonly<Record<ScalarKind, Schema>> = {
  int64: { type: "integer", minimum: -MOST, maximum: MOST, examples: [1] },
  float64: { type: "number", examples: [1.5] },
  decimal: { type: "string", pattern: "^-?[0-9]+([.][0-9]+)?$", examples: ["12.50"] },
  bool: { type: "boolean", examples: [true] },
  string: { type: "string", examples: ["text"] },
  timestamp: {
    type: "string",
    format: "date-time",
    description: "ISO 8601 with a zone, to the microsecond",
    examples: ["2026-01-31T17:05:00Z"],
  },
};

/** What a feature's exact value looks like in an answer. */
const VALUE: Readonly<Record<ScalarKind, Schema>> = {
  int64: { type: "integer" },
  float64: { anyOf: [{ type: "number" }, { enum: ["NaN", "Infinity", "-Infinity"] }] },
  decimal: { type: "string", pattern: "^-?[0-9]+([.][0-9]+)?$" },
  bool: { type: "boolean" },
  string: { type: "string" },
  timestamp: { type: "string", format: "date-time" },
};

export function requestSchema(type: ValueType): Schema {
  return nullable(REQUEST, type);
}

export function valueSchema(type: ValueType): Schema {
  return nullable(VALUE, type);
}

function nullable(schemas: Readonly<Record<ScalarKind, Schema>>, type: ValueType): Schema {
  const { kind, nullable: isNullable, element, size } = type;
  if (kind === "null") return { type: "null" };
  const schema =
    kind === "list"
      ? arrayOf(schemas, element, size)
      : kind === "decimal"
        ? decimal(schemas.decimal, type)
        : schemas[kind];
  if (!isNullable) return schema;
  if (typeof schema.type === "string") return { ...schema, type: [schema.type, "null"] };
  return { anyOf: [...(schema.anyOf as readonly Schema[]), { type: "null" }] };
}

function arrayOf(
  schemas: Readonly<Record<ScalarKind, Schema>>,
  element: ValueType | undefined,
  size: number | undefined,
): Schema {
  const items = element === undefined ? {} : nullable(schemas, element);
  const limits = schemas === REQUEST ? { maxItems: MOST_LIST_ITEMS } : {};
  return { type: "array", items, ...(size === undefined ? limits : { minItems: size, maxItems: size }) };
}

/** As many digits after the point as the type has; more only where they are zeros, which JSON Schema may say too. */
function decimal(schema: Schema, { scale = 0 }: ValueType): Schema {
  const fraction = scale === 0 ? "([.]0*)?" : `([.][0-9]{0,${scale}}0*)?`;
  const example = scale === 0 ? "12" : `12.${"5".padEnd(scale, "0")}`;
  return {
    ...schema,
    pattern: `^[-+]?[0-9]+${fraction}$`,
    ...(schema.examples ? { examples: [example] } : {}),
  };
}

/** An object of exactly these properties. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
  description: string | null = null,
): Schema {
  return {
    type: "object",
    ...(description === null ? {} : { description }),
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

export function record(
  fields: readonly Field[],
  schemaOf: (type: ValueType) => Schema,
  required: readonly Field[],
): Schema {
  const properties = Object.fromEntries(fields.map(({ name, type }) => [name, schemaOf(type)]));
  return object(
    properties,
    required.map(({ name }) => name),
  );
}

export function listOf(items: Schema, limits: Schema = {}): Schema {
  return { type: "array", items, ...limits };
}

/** The first example of every property that has one. */
export function exampleOf(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map(({ name, type }) => {
      return [name, exampleValue(type)];
    }),
  );
}

function exampleValue(type: ValueType): unknown {
  const { kind, element, size = 1 } = type;
  if (kind === "null") return null;
  if (kind === "decimal") return (decimal(REQUEST.decimal, type).examples as readonly unknown[])[0];
  if (kind !== "list") return (REQUEST[kind].examples as readonly unknown[])[0];
  return Array.from({ length: size }, () => (element === undefined ? null : exampleValue(element)));
}
