// Texts of results come as they are, also those that begin with a byte order mark, which decoders like to take away.
import { expect, test } from "vitest";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";

const MARK = "\ufeff";
const TEXTS: readonly (string | null)[] = [
  "",
  MARK,
  `${MARK}x`,
  `${MARK}${MARK}x`,
  `x${MARK}`,
  // Up to twelve bytes are kept in the vector itself, longer ones elsewhere.
  `${MARK}twelve by`,
  `${MARK}thirteen by`,
  `${MARK}${"é😀".repeat(40)}`,
  "é\u0301",
  "\uff00\u00ef",
  null,
];

test("alone, in lists, in any row", async () => {
  const engine = await openDuckDb({ memoryLimit: "256MB", threads: 1, spill: null });
  const written = TEXTS.map((text) => (text === null ? "NULL" : `'${text}'`));
  const rows = 2 * 2048 + TEXTS.length;
  const found = await rowsOf(
    engine.stream(`WITH texts AS (SELECT [${written.join(", ")}] AS all_texts)
      SELECT all_texts[i % ${TEXTS.length} + 1] AS text, list_filter(all_texts, lambda t: t IS NOT NULL) AS texts
      FROM texts, range(${rows}) AS numbers(i) ORDER BY i`),
  );
  expect(found).toHaveLength(rows);
  expect(found.map(({ text }) => text)).toEqual(
    Array.from({ length: rows }, (_, row) => TEXTS[row % TEXTS.length]),
  );
  const kept = TEXTS.filter((text) => text !== null);
  for (const { texts } of found) expect(texts).toEqual(kept);
  engine.close();
});
