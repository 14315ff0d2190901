// Readers of stored rows, called by generated `read` functions; the layout stands in runtime/online/contract.ts.
import type { ScalarKind, ScalarValue } from "../../compiler/ir/value-type.ts";
import { readList } from "../online/list-bytes.ts";
import { ServingError } from "./serving-error.ts";

const ROW_FORMAT = 1;

/** `size` is the row's length without its strings. Throws where the row was not written by this layout. */
export function openRow(row: Uint8Array, size: number, view: string): DataView {
  if (row[0] !== ROW_FORMAT || row.byteLength < size) {
    throw new ServingError(
      503,
      "unreadable_row",
      `A stored row of view '${view}' has format ${row[0]} and ${row.byteLength} bytes where format ${ROW_FORMAT} and at least ${size} bytes were expected: run \`bifold materialize ${view}\` with this version.`,
    );
  }
  return new DataView(row.buffer, row.byteOffset, row.byteLength);
}

/** The text that the string slot at `slot` points to. */
export function textAt(row: DataView, slot: number): string {
  const start = row.byteOffset + row.getUint32(slot, true);
  return Buffer.from(row.buffer, start, row.getUint32(slot + 4, true)).toString();
}

/** The items of the list that the slot at `slot` points to. */
export function textsAt(row: DataView, slot: number): readonly string[] {
  return listAt(row, slot, "string") as readonly string[];
}

/** Whole numbers, decimals, timestamps and float64 alike. */
export function numbersAt(row: DataView, slot: number): readonly number[] {
  return listAt(row, slot, "float64") as readonly number[];
}

export function boolsAt(row: DataView, slot: number): readonly boolean[] {
  return listAt(row, slot, "bool") as readonly boolean[];
}

function listAt(row: DataView, slot: number, element: ScalarKind): readonly ScalarValue[] {
  return readList(row, row.getUint32(slot, true), element, row.getUint32(slot + 4, true));
}
