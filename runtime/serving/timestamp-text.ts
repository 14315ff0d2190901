// Microseconds since 1970 as ISO 8601 text in UTC: milliseconds where they suffice, six digits where they do not.

export function timestampText(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1_000);
  const text = new Date(milliseconds).toISOString();
  const rest = microseconds - milliseconds * 1_000;
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}
