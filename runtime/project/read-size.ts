// Reads a size such as 512MB or 1.5 GiB as bytes.

const SIZE = /^(\d+(?:\.\d+)?) ?([KMGT])(i?)B$/;
const POWERS: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 };

/** null where the text is no size. */
export function readSize(text: string): number | null {
  const [, number, letter = "", binary] = SIZE.exec(text) ?? [];
  if (number === undefined) return null;
  return Math.round(Number(number) * (binary === "i" ? 1024 : 1000) ** (POWERS[letter] ?? 0));
}
