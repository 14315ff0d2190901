// Variances of whole numbers near 2^53, of more rows than a HUGEINT has room for squares of: exact in SQL and in the reference.
import { expect, test } from "vitest";
import { cases, type Row } from "./aggregation-cases.ts";
import { finalized, loadGroups, type Way, waysOf } from "./aggregation-lanes.ts";
import { openDatabase } from "./database.ts";

const MOST = 2 ** 53 - 1;
/** Squares of 2^21 of the greatest fill a HUGEINT. */
const ROWS = 2_200_000;

/** By row number `i`, and as a function of it. */
const GROUPS = [
  {
    sql: `CASE WHEN i % 2 = 0 THEN ${MOST} ELSE -${MOST} END`,
    of: (i: number) => (i % 2 === 0 ? MOST : -MOST),
  },
  { sql: `${MOST} - i % 2`, of: (i: number) => MOST - (i % 2) },
  { sql: `CASE WHEN i = 0 THEN ${MOST} ELSE 0 END`, of: (i: number) => (i === 0 ? MOST : 0) },
];

test("variance(int64): of two million of the greatest in each of several keys", async () => {
  const connection = await openDatabase(2);
  const [, each] = cases.find(([name]) => name === "variance(int64)") ?? [];
  if (each === undefined) throw new Error("There is no variance.");
  const one: Row = { values: [0], order: [0, 0, null] };
  await loadGroups(
    connection,
    each,
    GROUPS.map(() => [one]),
  );
  const rows = GROUPS.map(
    ({ sql }, g) =>
      `SELECT ${g}::BIGINT AS g, (${sql})::BIGINT AS x0, 0::BIGINT AS o0, 0::BIGINT AS o1, NULL::VARCHAR AS o2, i FROM range(${ROWS}) t(i)`,
  );
  await connection.run(`CREATE OR REPLACE TABLE rows AS ${rows.join(" UNION ALL ")}`);
  const { empty, update, finalize } = each.definition.reference;
  const wanted = GROUPS.map(({ of }) => {
    let state = empty(each.shape);
    for (let i = 0; i < ROWS; i++) state = update(state, [of(i)], [0, 0, null]);
    return finalize(state);
  });
  // Windows over single rows take their time, and add nothing to what totals tell.
  const ways = waysOf(each).filter((way: Way) => way !== "windowed");
  for (const way of ways) expect(await finalized(connection, each, way), way).toEqual(wanted);
  const [far = 0, near = 0] = wanted.map(Number);
  expect(far / (MOST * MOST)).toBeCloseTo(ROWS / (ROWS - 1), 12);
  expect(near).toBeCloseTo((0.25 * ROWS) / (ROWS - 1), 12);
});
