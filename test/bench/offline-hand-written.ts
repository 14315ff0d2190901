// The statements that a careful engineer would write by hand for the same questions, and the naive ones.

const HOUR = 3_600_000_000;
const WINDOWS = [
  { name: "1h", length: HOUR, hop: 300_000_000 },
  { name: "1d", length: 24 * HOUR, hop: HOUR },
  { name: "7d", length: 7 * 24 * HOUR, hop: HOUR },
  { name: "30d", length: 30 * 24 * HOUR, hop: 24 * HOUR },
] as const;

const tail = (window: (typeof WINDOWS)[number]): string =>
  `(epoch_us(s.as_of) - ${window.length}) // ${window.hop} * ${window.hop}`;

/** SQL by name; each gives count(*) and then sum and count of every column, as the generated statement is summed up. */
export function handWritten(view: string, columns: readonly string[]): Readonly<Record<string, string>> {
  const summed = columns.map((column) => `sum(${column}::DECIMAL(38,6)), count(${column})`).join(", ");
  const of = (sql: string): string => `SELECT count(*), ${summed} FROM (${sql})`;
  if (view === "latest")
    return Object.fromEntries(Object.entries(latest()).map(([name, sql]) => [name, of(sql)]));
  if (view === "sums")
    return Object.fromEntries(Object.entries(sums()).map(([name, sql]) => [name, of(sql)]));
  return Object.fromEntries(Object.entries(maxima()).map(([name, sql]) => [name, of(sql)]));
}

const LATEST = ["v1", "v2", "v3", "v4", "v5"];

function latest(): Readonly<Record<string, string>> {
  const fresh = LATEST.map(
    (column) => `CASE WHEN e.ts >= s.as_of - INTERVAL 1 DAY THEN e.${column} END AS ${column}`,
  ).join(", ");
  return {
    "hand-written, ASOF on (ts, created_ts)": `SELECT s.row_id, ${fresh}
      FROM (SELECT *, epoch_us(as_of)::HUGEINT * 9223372036854775807 AS k FROM spine) s
      ASOF LEFT JOIN (SELECT *, epoch_us(ts)::HUGEINT * 9223372036854775807 + created_ts AS k FROM events) e
      ON s.entity = e.entity AND s.k > e.k`,
    "plain ASOF, ties at random": `SELECT s.row_id, ${fresh} FROM spine s ASOF LEFT JOIN events e ON s.entity = e.entity AND s.as_of > e.ts`,
    "naive range join": `SELECT s.row_id, ${LATEST.map((column) => `arg_max(e.${column}, (e.ts, e.created_ts)) AS ${column}`).join(", ")}
      FROM spine s LEFT JOIN events e ON s.entity = e.entity AND e.ts < s.as_of AND e.ts >= s.as_of - INTERVAL 1 DAY GROUP BY s.row_id`,
  };
}

function sums(): Readonly<Record<string, string>> {
  const boundaries = ["epoch_us(s.as_of)", ...WINDOWS.map(tail)];
  const parts = WINDOWS.map(
    (window, index) => `sum(CASE k WHEN 0 THEN cs WHEN ${index + 1} THEN -cs END) AS amt_${window.name},
      sum(CASE k WHEN 0 THEN cc WHEN ${index + 1} THEN -cc END) AS n_${window.name}`,
  );
  const naive = WINDOWS.flatMap((window) => [
    `coalesce(sum(e.amt) FILTER (epoch_us(e.ts) >= ${tail(window)}), 0) AS amt_${window.name}`,
    `count(e.ts) FILTER (epoch_us(e.ts) >= ${tail(window)}) AS n_${window.name}`,
  ]);
  return {
    "hand-written, prefix sums and one ASOF": `WITH c AS (SELECT entity, epoch_us(ts) AS ts, sum(amt) OVER w cs, count(amt) OVER w cc
        FROM events WINDOW w AS (PARTITION BY entity ORDER BY ts)),
      b AS (SELECT row_id, entity, unnest([0, 1, 2, 3, 4]) k, unnest([${boundaries.join(", ")}]) t FROM spine s),
      j AS (SELECT b.row_id, b.k, coalesce(c.cs, 0) cs, coalesce(c.cc, 0) cc FROM b ASOF LEFT JOIN c ON b.entity = c.entity AND b.t > c.ts)
      SELECT row_id, ${parts.join(", ")} FROM j GROUP BY row_id`,
    "naive range join": `SELECT s.row_id, ${naive.join(", ")} FROM spine s
      LEFT JOIN events e ON e.entity = s.entity AND e.ts < s.as_of AND e.ts >= s.as_of - INTERVAL 31 DAY GROUP BY s.row_id, s.as_of`,
  };
}

function maxima(): Readonly<Record<string, string>> {
  const naive = WINDOWS.map(
    (window) => `max(e.amt) FILTER (epoch_us(e.ts) >= ${tail(window)}) AS amt_${window.name}`,
  );
  return {
    "hand-written, which is the naive range join": `SELECT s.row_id, ${naive.join(", ")} FROM spine s
      LEFT JOIN events e ON e.entity = s.entity AND e.ts < s.as_of AND e.ts >= s.as_of - INTERVAL 31 DAY GROUP BY s.row_id, s.as_of`,
  };
}
