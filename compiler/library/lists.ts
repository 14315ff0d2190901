// List operations that JavaScript has no form of with our nulls and our order.

/** Null beyond the ends. */
export function itemAt<Item>(list: readonly Item[], place: number): Item | null {
  return list.at(place) ?? null;
}

/** As `includes` compares: NaN is NaN, -0 is 0. -1 where there is none. */
export function placeOf<Item>(list: readonly Item[], item: Item): number {
  return list.findIndex((each) => each === item || Object.is(each, item));
}

/** From the first to the last, each product rounded, then each sum. */
export function dotProduct(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number);
  return sum;
}
