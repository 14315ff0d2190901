// One column of a batch of rows to encode: the offline engine's columns fit it as they are.
import type { ScalarKind, ScalarValue } from "../../compiler/ir/value-type.ts";

/** `values[i]` is meaningless where `valid` is given and `valid[i]` is 0; int64, decimals (units) and timestamps (microseconds) are safe integers. */
export type ColumnVector =
  | {
      readonly kind: "int64" | "float64" | "decimal" | "timestamp";
      readonly values: Float64Array;
      readonly valid: Uint8Array | null;
    }
  | { readonly kind: "bool"; readonly values: Uint8Array; readonly valid: Uint8Array | null }
  | {
      readonly kind: "string";
      readonly values: readonly (string | null)[];
      readonly valid: Uint8Array | null;
    }
  | {
      readonly kind: "list";
      /** Of the items. */
      readonly element: ScalarKind;
      readonly values: readonly (readonly ScalarValue[] | null)[];
      readonly valid: null;
    };

export function isNullAt(column: ColumnVector, row: number): boolean {
  return (column.valid !== null && column.valid[row] === 0) || column.values[row] === null;
}

/** `numbers[index] += amount`, where the index is known to be inside. */
export function add(numbers: Uint8Array | Uint32Array, index: number, amount: number): void {
  numbers[index] = (numbers[index] as number) + amount;
}
