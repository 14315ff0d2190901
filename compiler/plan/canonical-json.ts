// Text that equal plain data always has, whatever order its keys were written in.

/** Throws on what JSON cannot hold: a number that is not finite would become null and collide. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Error(`${value} has no canonical form.`);
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new Error(`A ${typeof value} has no canonical form.`);
  return text;
}
