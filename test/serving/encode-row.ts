// A stored row written as runtime/online/contract.ts says, without the code that writes real ones.
import type { OnlineSlot } from "../../compiler/ir/plan.ts";
import type { Value } from "../../compiler/ir/value-type.ts";

export function encodeRowByHand(
  slots: readonly OnlineSlot[],
  values: Readonly<Record<string, Value>>,
): Uint8Array {
  const bitmap = Buffer.alloc(Math.ceil(slots.length / 8));
  const fixed = Buffer.alloc(slots.length * 8);
  const texts: Buffer[] = [];
  let end = 1 + bitmap.length + fixed.length;
  slots.forEach(({ column }, index) => {
    const value = values[column] ?? null;
    if (value === null) bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (1 << (index & 7));
    else if (typeof value === "string") {
      const text = Buffer.from(value);
      fixed.writeUInt32LE(end, index * 8);
      fixed.writeUInt32LE(text.length, index * 8 + 4);
      texts.push(text);
      end += text.length;
    } else fixed.writeDoubleLE(Number(value), index * 8);
  });
  return Buffer.concat([Buffer.of(1), bitmap, fixed, ...texts]);
}
