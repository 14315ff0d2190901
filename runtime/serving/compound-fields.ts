// Readers of request fields whose types have arguments: decimals of a scale, lists of items, vectors of a size.
import { parseDecimal } from "../../compiler/library/decimal.ts";
import { MOST_LIST_ITEMS } from "../../compiler/library/limits.ts";
import type { RequestProblem } from "./contract.ts";
import { type FieldReader, pathOf, readFloat64, refuse, report } from "./request-fields.ts";

/** Text such as "12.50" as units: a JSON number would have been rounded before it came. */
export function decimalReader(precision: number, scale: number): FieldReader<number> {
  const wanted = `a decimal as text, such as ${scale === 0 ? '"12"' : `"12.${"5".padEnd(scale, "0")}"`}`;
  const limit = 10 ** precision;
  return (value, at, name, problems) => {
    if (typeof value !== "string") {
      refuse(value, wanted, at, name, problems);
      return 0;
    }
    const units = parseDecimal(value, scale);
    if (units !== null && Math.abs(units) < limit) return units;
    const digits = `${precision} digits, ${scale} of them after the point`;
    report(problems, at, name, `must be ${wanted}, of at most ${digits}`);
    return 0;
  };
}

/** A list of at most 1,000 items; `[]` after a problem. Each item's problem has a path of its own: `tags[3]`. */
export function listReader<Item>(read: FieldReader<Item>): FieldReader<readonly Item[]> {
  return (value, at, name, problems) => {
    if (!Array.isArray(value)) refuse(value, "a list", at, name, problems);
    else if (value.length > MOST_LIST_ITEMS) {
      report(problems, at, name, `has ${value.length} items where ${MOST_LIST_ITEMS} are the most`);
    } else return readItems(value, read, pathOf(at, name), problems);
    return [];
  };
}

/** A list of exactly `size` finite numbers. */
export function vectorReader(size: number): FieldReader<readonly number[]> {
  return (value, at, name, problems) => {
    if (!Array.isArray(value)) refuse(value, `a list of ${size} numbers`, at, name, problems);
    else if (value.length !== size) {
      report(problems, at, name, `has ${value.length} items where ${size} belong`);
    } else return readItems(value, readFloat64, pathOf(at, name), problems);
    return [];
  };
}

function readItems<Item>(
  items: readonly unknown[],
  read: FieldReader<Item>,
  path: string,
  problems: RequestProblem[],
): readonly Item[] {
  return items.map((item, index) => read(item, path, index, problems));
}
