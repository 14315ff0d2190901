// What differs between two records, by name.

/** Before and after; null: it is not there. */
export type Change = readonly [string | null, string | null];

export function changes(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Readonly<Record<string, Change>> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .map((name): [string, Change] => [name, [before[name] ?? null, after[name] ?? null]])
      .filter(([, [left, right]]) => left !== right),
  );
}
