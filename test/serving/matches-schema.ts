// A validator of the part of JSON Schema that generated schemas use; what it does not know, it refuses.
type Schema = Readonly<Record<string, unknown>>;

const ANNOTATIONS = new Set(["description", "title", "examples", "format", "$schema", "$defs"]);

/** Every reason why `value` does not match, each with its path; empty where it does. */
export function mismatches(
  schema: Schema,
  value: unknown,
  root: Schema = schema,
  path = "$",
): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`${path}: keyword ${keyword} is not known here`);
    return check(rule as never, value, root, path, schema);
  });
}

type Check = (rule: never, value: unknown, root: Schema, path: string, schema: Schema) => readonly string[];

const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (rule: string | readonly string[], value, _, path) =>
    [rule].flat().some((type) => hasType(type, value)) ? [] : [`${path}: is not ${rule}`],
  const: (rule: unknown, value, _, path) => (rule === value ? [] : [`${path}: is not ${rule}`]),
  enum: (rule: readonly unknown[], value, _, path) =>
    rule.includes(value) ? [] : [`${path}: is none of ${rule}`],
  minimum: (rule: number, value, _, path) => (Number(value) >= rule ? [] : [`${path}: is below ${rule}`]),
  maximum: (rule: number, value, _, path) => (Number(value) <= rule ? [] : [`${path}: is above ${rule}`]),
  minItems: (rule: number, value, _, path) =>
    !Array.isArray(value) || value.length >= rule ? [] : [`${path}: is shorter than ${rule}`],
  items: (rule: Schema, value, root, path) =>
    (Array.isArray(value) ? value : []).flatMap((item, index) =>
      mismatches(rule, item, root, `${path}[${index}]`),
    ),
  required: (rule: readonly string[], value, _, path) =>
    rule
      .filter((name) => isObject(value) && !Object.hasOwn(value, name))
      .map((name) => `${path}: lacks ${name}`),
  properties: (rule: Readonly<Record<string, Schema>>, value, root, path) =>
    Object.entries(rule).flatMap(([name, schema]) =>
      Object.hasOwn(Object(value), name)
        ? mismatches(schema, (value as Record<string, unknown>)[name], root, `${path}.${name}`)
        : [],
    ),
  additionalProperties: (_: false, value, __, path, schema) =>
    Object.keys(Object(value))
      .filter((name) => !Object.hasOwn(Object(schema.properties), name))
      .map((name) => `${path}: has ${name}`),
  anyOf: (rule: readonly Schema[], value, root, path) =>
    rule.some((each) => mismatches(each, value, root).length === 0) ? [] : [`${path}: matches none`],
  oneOf: (rule: readonly Schema[], value, root, path) => {
    const all = rule.map((each) => mismatches(each, value, root, path));
    return all.filter((each) => each.length === 0).length === 1 ? [] : [`${path}: not one of`, ...all.flat()];
  },
  $ref: (rule: string, value, root, path) => {
    const parts = rule.replace("#/", "").split("/");
    return mismatches(
      parts.reduce((at, part) => (at as never)[part], root as unknown) as Schema,
      value,
      root,
      path,
    );
  },
};

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
