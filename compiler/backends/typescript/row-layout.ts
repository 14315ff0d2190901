// Where each value of a stored row lies, from the view's layout; the layout stands in runtime/online/contract.ts.
import type { OnlineLayout, OnlineSlot } from "../../ir/plan.ts";

export interface SlotPlace {
  readonly slot: OnlineSlot;
  /** Offset of the slot's eight bytes. */
  readonly offset: number;
  /** The slot's bit in the null bitmap. */
  readonly nullByte: number;
  readonly nullMask: number;
}

/** Bytes of a row without its strings. */
export function rowSize(layout: OnlineLayout): number {
  return 1 + Math.ceil(layout.slots.length / 8) + layout.slots.length * 8;
}

export function slotPlaces(layout: OnlineLayout): ReadonlyMap<string, SlotPlace> {
  const first = 1 + Math.ceil(layout.slots.length / 8);
  return new Map(
    layout.slots.map((slot, index) => [
      slot.column,
      { slot, offset: first + index * 8, nullByte: 1 + Math.floor(index / 8), nullMask: 1 << (index % 8) },
    ]),
  );
}

/** The value of a slot that is not null. */
export function slotText({ slot, offset }: SlotPlace): string {
  if (slot.kind === "string") return `textAt(bytes, ${offset})`;
  if (slot.kind === "list") return `${listReader(slot)}(bytes, ${offset})`;
  const number = `bytes.getFloat64(${offset}, true)`;
  return slot.kind === "bool" ? `${number} !== 0` : number;
}

function listReader({ element }: OnlineSlot): string {
  if (element === "string") return "textsAt";
  return element === "bool" ? "boolsAt" : "numbersAt";
}

export function isNullText({ nullByte, nullMask }: SlotPlace): string {
  return `(nulls${nullByte} & ${nullMask}) !== 0`;
}
