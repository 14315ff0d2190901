// List operations that JavaScript has no form of with our nulls and our order.

/** Null beyond the ends. */
export function itemAt<Item>(list: readonly Item[], place: number): Item | null {
  return list.at(place) ?? null;
}

/** From the first to the last, each product rounded, then each sum. */
export function dotProduct(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number);
  return sum;
}
