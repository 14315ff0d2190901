// Values that a probe asked for one by one, as the list that its aggregate reads.

/**
 * The aggregate of a probe's rows: `__value` of each `__ask`, from 0 on. A value that was not asked for is the one before it: it stands at
 * the same place. `list(... ORDER BY)` takes ten times as long.
 */
export function listOfAsked(asks: number): string {
  const value = (ask: number): string => `any_value(__value) FILTER (__ask = ${ask})`;
  const values = Array.from({ length: asks }, (_, ask) =>
    ask === 0
      ? value(0)
      : `coalesce(${Array.from({ length: ask + 1 }, (_, back) => value(ask - back)).join(", ")})`,
  );
  return `[${values.join(", ")}]`;
}
