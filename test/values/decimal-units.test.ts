// Units to DECIMAL(18, scale) and back: every scale, to the greatest unit, alone and in lists.
import { expect, test } from "vitest";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { MOST_SCALE, MOST_UNITS } from "../../compiler/library/decimal.ts";
import { asDecimal, asUnits } from "../../compiler/library/decimal-sql.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";

const UNITS = [0, 1, -1, 12, -999_999_999_999, 10 ** 15 - 1, MOST_UNITS, -MOST_UNITS];

test.each(Array.from({ length: MOST_SCALE + 1 }, (_, scale) => [scale]))("scale %i", async (scale) => {
  const type: ValueType = { kind: "decimal", nullable: true, scale };
  const list: ValueType = { kind: "list", nullable: true, element: { ...type, nullable: false } };
  const engine = await openDuckDb({ memoryLimit: "256MB", threads: 1, spill: null });
  const [row] = await rowsOf(
    engine.stream(`SELECT ${asUnits("one", type)} AS one, ${asUnits("listed", list)} AS listed, ${asUnits("missing", type)} AS missing
      FROM (SELECT ${asDecimal("units[-1]", type)} AS one, ${asDecimal("units", list)} AS listed, ${asDecimal("NULL::BIGINT", type)} AS missing
      FROM (SELECT [${UNITS.map((unit) => `${unit}::BIGINT`).join(", ")}] AS units))`),
  );
  expect(row).toEqual({ one: -MOST_UNITS, listed: UNITS, missing: null });
  engine.close();
});
