// Reads MLflow's search language: `comparison (AND comparison)*`, and its order-by expressions.
import { invalid } from "./store-error.ts";

export type FilterOperator =
  | "="
  | "!="
  | ">"
  | ">="
  | "<"
  | "<="
  | "LIKE"
  | "ILIKE"
  | "IN"
  | "NOT IN"
  | "IS NULL"
  | "IS NOT NULL";

export interface Operand {
  /** What stands before the first dot, lower case; null when there is no dot. */
  readonly entity: string | null;
  readonly key: string;
}

export interface Comparison extends Operand {
  readonly operator: FilterOperator;
  /** null for IS [NOT] NULL, a list for [NOT] IN. */
  readonly value: string | number | readonly string[] | null;
}

export interface Ordering extends Operand {
  readonly ascending: boolean;
}

const NAME = /\s*(?:`([^`]*)`|"([^"]*)"|([^\s=<>!(),'"`.]+))/y;
const KEY = /\.(?:`([^`]*)`|"([^"]*)"|([^\s=<>!(),'"`]+))/y;
const OPERATOR = /\s*(!=|<>|>=|<=|=|>|<|(?:NOT\s+IN|IN|LIKE|ILIKE|IS\s+NOT\s+NULL|IS\s+NULL)(?![\w.]))/iy;
const NUMBER = /\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w.])/iy;
const TEXT = /\s*(?:'([^']*)'|"([^"]*)")/y;

/** Throws INVALID_PARAMETER_VALUE that names what could not be read. */
export function parseFilter(filter: string | undefined): readonly Comparison[] {
  if (filter === undefined || filter.trim() === "") return [];
  const reader = new Reader(filter);
  const comparisons: Comparison[] = [];
  do {
    comparisons.push(readComparison(reader));
    // A trailing AND is taken, as MLflow's own parser does.
  } while (reader.take(/\s*AND(?![\w.])/iy) !== null && !reader.atEnd());
  if (!reader.atEnd()) throw reader.error("Expected AND or the end");
  return comparisons;
}

/** `key`, `entity.key`, each with ASC or DESC behind it or not. */
export function parseOrderBy(clauses: readonly string[]): readonly Ordering[] {
  const seen = new Set<string>();
  return clauses.map((clause) => {
    const reader = new Reader(clause);
    const operand = readOperand(reader);
    const direction = reader.take(/\s+(ASC|DESC)(?=\s*$)/iy);
    if (!reader.atEnd()) throw invalid(`Invalid order_by clause '${clause}'. Use 'entity.key [ASC|DESC]'.`);
    const identity = `${operand.entity}.${operand.key}`;
    if (seen.has(identity)) throw invalid(`\`order_by\` contains duplicate fields: ${clauses.join(", ")}`);
    seen.add(identity);
    return { ...operand, ascending: direction?.[1]?.toUpperCase() !== "DESC" };
  });
}

class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#position = pattern.lastIndex;
    return match;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#position).trim() === "";
  }

  error(problem: string) {
    const place = this.#text.slice(this.#position).trim().slice(0, 60);
    return invalid(`Invalid clause(s) in filter string: ${problem} at '${place}' in: ${this.#text}`);
  }
}

function readOperand(reader: Reader): Operand {
  const name = reader.take(NAME);
  if (name === null) throw reader.error("Expected an identifier");
  const key = reader.take(KEY);
  const first = name[1] ?? name[2] ?? name[3] ?? "";
  if (key === null) return { entity: null, key: first };
  return { entity: first.toLowerCase(), key: key[1] ?? key[2] ?? key[3] ?? "" };
}

function readComparison(reader: Reader): Comparison {
  const operand = readOperand(reader);
  const found = reader.take(OPERATOR)?.[1];
  if (found === undefined) throw reader.error("Expected a comparison operator");
  const written = found.toUpperCase().replace(/\s+/g, " ");
  const operator = (written === "<>" ? "!=" : written) as FilterOperator;
  if (operator === "IS NULL" || operator === "IS NOT NULL") return { ...operand, operator, value: null };
  if (operator === "IN" || operator === "NOT IN") return { ...operand, operator, value: readList(reader) };
  const text = reader.take(TEXT);
  if (text !== null) return { ...operand, operator, value: text[1] ?? text[2] ?? "" };
  const number = reader.take(NUMBER);
  if (number === null) throw reader.error("Expected a quoted string value or a number");
  return { ...operand, operator, value: Number(number[1]) };
}

function readList(reader: Reader): readonly string[] {
  if (reader.take(/\s*\(/y) === null) throw reader.error("Expected '(' and a list of quoted strings");
  const values: string[] = [];
  do {
    const text = reader.take(TEXT);
    if (text === null) throw reader.error("Expected a quoted string");
    values.push(text[1] ?? text[2] ?? "");
  } while (reader.take(/\s*,/y) !== null);
  if (reader.take(/\s*\)/y) === null) throw reader.error("Expected ')'");
  return values;
}
