// The library as authors spell it: from a form, a name and a number of arguments to its definitions.
import type { AggregationDefinition, FunctionDefinition, Spelling } from "../library/define.ts";
import { SUGAR } from "./sugar-names.ts";

/** What checking asks of an aggregation. */
type AggregationSignature = Omit<AggregationDefinition, "reference" | "lanes" | "finalize">;

/** The two lists of the library; tests pass their own. */
export interface Library {
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  readonly aggregations: Readonly<Record<string, AggregationSignature>>;
}

export interface NamedFunction {
  /** Its key in the list: what a call names. */
  readonly key: string;
  readonly definition: FunctionDefinition;
}

export interface NamedAggregation {
  readonly key: string;
  readonly definition: AggregationSignature;
}

export interface Vocabulary {
  /** Overloads in the list's order; empty where nothing is spelt so. */
  functions(form: Spelling["form"], name: string): readonly NamedFunction[];
  functionByKey(key: string): NamedFunction | null;
  spellings(form: Spelling["form"]): readonly string[];
  isAggregation(name: string): boolean;
  /** All of a name, by what they take. */
  aggregations(name: string): readonly NamedAggregation[];
  /** `count`: how many arguments it is called with, values and parameters. */
  aggregation(name: string, count: number): NamedAggregation | null;
  aggregationByKey(key: string): NamedAggregation | null;
}

/** The aggregation behind plain columns, which authors cannot call. */
export const LATEST = "latest";

export function createVocabulary(library: Library): Vocabulary {
  const bySpelling = new Map<string, NamedFunction[]>();
  const names = new Map<Spelling["form"], string[]>();
  for (const [key, definition] of Object.entries(library.functions)) {
    for (const { form, name } of definition.spellings) {
      push(bySpelling, `${form} ${name}`, { key, definition });
      push(names, form, name);
    }
  }
  const byName = new Map<string, NamedAggregation[]>();
  for (const [key, definition] of Object.entries(library.aggregations)) {
    if (key !== LATEST) push(byName, definition.name, { key, definition });
  }
  for (const { name, of, arity, window } of SUGAR) {
    const base = named(library.aggregations, of);
    if (base === null) continue;
    push(byName, name, { key: of, definition: { ...base.definition, name, arity, window } });
  }
  return {
    functions: (form, name) => bySpelling.get(`${form} ${name}`) ?? [],
    functionByKey: (key) => named(library.functions, key),
    spellings: (form) => [
      ...new Set([...(names.get(form) ?? []), ...(form === "function" ? byName.keys() : [])]),
    ],
    isAggregation: (name) => byName.has(name),
    aggregations: (name) => byName.get(name) ?? [],
    aggregation: (name, count) =>
      byName.get(name)?.find(({ definition }) => definition.arity + definition.parameters.length === count) ??
      null,
    aggregationByKey: (key) => named(library.aggregations, key),
  };
}

function named<T>(list: Readonly<Record<string, T>>, key: string): { key: string; definition: T } | null {
  const definition = Object.hasOwn(list, key) ? list[key] : undefined;
  return definition === undefined ? null : { key, definition };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
