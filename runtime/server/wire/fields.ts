// Typed access to the fields of a request, from a JSON body or a query string alike.
import type { Int64 } from "../../database/dialect.ts";
import { invalid } from "../../database/store-error.ts";

/** Reads fields by name; each complaint names its field. Numbers may come as texts, booleans as "true". */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(values: Readonly<Record<string, unknown>>, path = "") {
    this.#values = values;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  text(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    if (typeof value === "string") return value;
    // Experiment ids and versions come as numbers from some clients.
    if (typeof value === "number") return String(value);
    throw this.#bad(name, "a string is expected");
  }

  /** Neither absent nor empty. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value) return value;
    throw this.missing(name);
  }

  int64(name: string): Int64 | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    if (typeof value === "number" && Number.isInteger(value)) return value;
    if (typeof value === "string" && /^[+-]?\d+$/.test(value)) {
      const narrow = Number(value);
      return Number.isSafeInteger(narrow) ? narrow : BigInt(value);
    }
    throw this.#bad(name, "an integer is expected");
  }

  integer(name: string): number | undefined {
    const value = this.int64(name);
    return value === undefined ? undefined : Number(value);
  }

  double(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    if (typeof value === "number") return value;
    if (typeof value === "string" && /^(NaN|-?Infinity|[+-]?[\d.]+(e[+-]?\d+)?)$/i.test(value))
      return Number(value);
    throw this.#bad(name, "a number is expected");
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    return value === true || value === "true" || value === "True" || value === 1;
  }

  /** A list of strings; one string counts as a list of one, as in a query string. */
  texts(name: string): readonly string[] {
    if (!this.has(name)) return [];
    const value = this.#values[name];
    const list = Array.isArray(value) ? value : [value];
    return list.map((entry) => {
      if (typeof entry === "string" || typeof entry === "number") return String(entry);
      throw this.#bad(name, "a list of strings is expected");
    });
  }

  /** A list of messages. */
  items(name: string): readonly Fields[] {
    if (!this.has(name)) return [];
    const value = this.#values[name];
    if (!Array.isArray(value)) throw this.#bad(name, "a list is expected");
    return value.map((entry, position) => this.#nested(`${name}[${position}]`, entry));
  }

  item(name: string): Fields {
    if (!this.has(name)) throw this.missing(name);
    return this.#nested(name, this.#values[name]);
  }

  /** One of the names, or its number in an enum. */
  choice<T extends string>(name: string, names: readonly T[], first = 0): T | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#values[name];
    const chosen = typeof value === "number" ? names[value - first] : names.find((known) => known === value);
    if (chosen !== undefined) return chosen;
    throw this.#bad(name, `one of ${names.join(", ")} is expected`);
  }

  /** How many results a page may have. */
  maxResults(fallback: number, limit: number): number {
    const value = this.integer("max_results") ?? fallback;
    if (value >= 1 && value <= limit) return value;
    throw invalid(
      `Invalid value ${value} for parameter 'max_results' supplied: It must be a positive integer at most ${limit}`,
    );
  }

  missing(name: string) {
    return invalid(
      `Missing value for required parameter '${this.#path}${name}'. See the API docs for more information about ` +
        "request parameters.",
    );
  }

  #nested(name: string, value: unknown): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.#bad(name, "an object is expected");
    }
    return new Fields(value as Record<string, unknown>, `${this.#path}${name}.`);
  }

  #bad(name: string, why: string) {
    const value = JSON.stringify(this.#values[name])?.slice(0, 200);
    return invalid(
      `Invalid value ${value} for parameter '${this.#path}${name}' supplied: ${why}. See the API docs for more ` +
        "information about request parameters.",
    );
  }
}
