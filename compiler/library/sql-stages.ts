// The stages of one SELECT list: values used twice are columns of a SELECT below, each computed once.
import type { SqlScope } from "./define.ts";
import { quoteIdentifier } from "./literals.ts";
import { rawSql, type Sql } from "./sql.ts";

export interface SqlOutput {
  readonly name: string;
  readonly value: Sql;
}

/** Columns, numbers and casts of these: as cheap to repeat as to name. */
const TRIVIAL = /^\(?-?(?:"(?:[^"]|"")*"|\w+(?:\.\w+)?(?:e[-+]?\d+)?|'-?\w+')\)?(?:::[A-Z]+)?$/;

export class SqlStages implements SqlScope {
  readonly #prefix: string;
  readonly #bound = new Map<string, Sql>();
  readonly #levels: string[][] = [];

  /** `prefix` starts the names of bound columns: queries nested in one another need prefixes of their own. */
  constructor(prefix = "_b") {
    this.#prefix = prefix;
  }

  /** Columns and literals come back as they are; the same text is bound once. */
  bind(value: Sql): Sql {
    if (TRIVIAL.test(value.text)) return value;
    const known = this.#bound.get(value.text);
    if (known !== undefined) return known;
    const name = `${this.#prefix}${this.#bound.size}`;
    for (let level = this.#levels.length; level <= value.stage; level++) this.#levels.push([]);
    this.#levels[value.stage]?.push(`${value.text} AS ${name}`);
    const column = rawSql(name, value.stage + 1);
    this.#bound.set(value.text, column);
    return column;
  }

  /**
   * The SELECT of `outputs` over `from` (whatever may follow FROM), with the stages they need below it.
   * `passThrough` lists columns of `from` to keep, or "*" for all of them.
   */
  wrap(
    from: string,
    passThrough: "*" | readonly string[],
    outputs: readonly SqlOutput[],
    where: Sql | null = null,
  ): string {
    const below = this.#levels.reduce(
      (inner, columns) => `(\n${indent(select(["*", ...columns], inner))}\n)`,
      from,
    );
    const kept = passThrough === "*" ? [this.#everything()] : passThrough.map(quoteIdentifier);
    const named = outputs.map(({ name, value }) => `${value.text} AS ${quoteIdentifier(name)}`);
    const query = select([...kept, ...named], below);
    return where === null ? query : `${query}\nWHERE ${where.text}`;
  }

  #everything(): string {
    const hidden = [...this.#bound.values()].map((column) => column.text);
    return hidden.length === 0 ? "*" : `* EXCLUDE (${hidden.join(", ")})`;
  }
}

function select(columns: readonly string[], from: string): string {
  const list = columns.length <= 1 ? columns.join("") : `\n${indent(columns.join(",\n"))}`;
  return `SELECT${list.startsWith("\n") ? "" : " "}${list}\nFROM ${from}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
