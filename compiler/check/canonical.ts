// What makes a value canonical: keys in order, and nobody can change it.

/** A deep copy of plain data with sorted keys, so that the order they were written in leaves no trace. */
export function withSortedKeys<Data>(data: Data): Data {
  if (Array.isArray(data)) return data.map(withSortedKeys) as Data;
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, withSortedKeys(value)])) as Data;
}

/** Shared parts are frozen once. */
export function deepFreeze<Data>(data: Data): Data {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return data;
  Object.freeze(data);
  for (const value of Object.values(data)) deepFreeze(value);
  return data;
}
