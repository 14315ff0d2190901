// Numbers as people read them: grouped digits, seconds, bytes.

const INTEGER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 2,998,120 */
export function integer(value: number): string {
  return INTEGER.format(value);
}

/** `1 row`, `2 rows`, `1 entry`, `2 entries`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${integer(value)} ${value === 1 ? one : many}`;
}

/** Seconds as `0.42 s`, `4.2 s`, `42 s` or `2 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Milliseconds with three digits or so. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

/** Bytes as `812 B`, `1.4 MB`. */
export function bytes(value: number): string {
  if (value < 1000) return `${Math.round(value)} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let scaled = value;
  let unit = "";
  for (const next of units) {
    if (scaled < 1000) break;
    scaled /= 1000;
    unit = next;
  }
  return `${scaled < 100 ? scaled.toFixed(1) : scaled.toFixed(0)} ${unit}`;
}

/** Microseconds since 1970 as `2001-06-30T23:50:00Z`, with a fraction where there is one. */
export function instant(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1e6);
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  const rest = microseconds - seconds * 1e6;
  return rest === 0 ? `${text}Z` : `${text}.${String(rest).padStart(6, "0").replace(/0+$/, "")}Z`;
}
