// Which slice each row belongs to: the commonest values of a column by name, the rest together.
import type { Value } from "../../compiler/ir/value-type.ts";

export interface SliceColumn {
  readonly column: string;
  /** By size, the largest first; the rest last, where there is one. */
  readonly slices: readonly { readonly name: string; readonly rows: Uint32Array }[];
}

const MOST_VALUES = 65_535;
const MOST_SLICES = 20;
const REST = "(others)";

export class SliceCodes {
  readonly column: string;
  readonly #codes: Uint16Array;
  readonly #names: string[] = [];
  readonly #known = new Map<Value, number>();

  constructor(column: string, rows: number) {
    this.column = column;
    this.#codes = new Uint16Array(rows);
  }

  set(row: number, value: Value): void {
    let code = this.#known.get(value);
    if (code === undefined) {
      // Values that come after too many others are the rest, whatever they are.
      code = Math.min(this.#names.length, MOST_VALUES);
      if (code < MOST_VALUES) {
        this.#known.set(value, code);
        this.#names.push(value === null ? "(null)" : String(value));
      }
    }
    this.#codes[row] = code;
  }

  finish(rows: number): SliceColumn {
    const sizes = new Uint32Array(MOST_VALUES + 1);
    const codes = this.#codes.subarray(0, rows);
    for (const code of codes) sizes[code] = (sizes[code] as number) + 1;
    const bySize = [...this.#names.keys()].sort(
      (left, right) => (sizes[right] as number) - (sizes[left] as number) || left - right,
    );
    const named = bySize.slice(0, MOST_SLICES);
    const slices = named.map((code) => ({
      name: this.#names[code] as string,
      rows: rowsWhere(codes, (each) => each === code, sizes[code] as number),
    }));
    const rest = rows - slices.reduce((sum, slice) => sum + slice.rows.length, 0);
    if (rest > 0) {
      const apart = new Set(named);
      slices.push({ name: REST, rows: rowsWhere(codes, (each) => !apart.has(each), rest) });
    }
    return { column: this.column, slices };
  }
}

function rowsWhere(codes: Uint16Array, holds: (code: number) => boolean, count: number): Uint32Array {
  const rows = new Uint32Array(count);
  let next = 0;
  for (const [row, code] of codes.entries()) if (holds(code)) rows[next++] = row;
  return rows;
}
