// Every way we know to compute windowed aggregates as of labels in SQL, written by hand with the same tails.

const HOUR = 3_600_000_000;

interface BenchWindow {
  readonly name: string;
  readonly length: number;
  readonly hop: number;
}

export const WINDOWS: readonly BenchWindow[] = [
  { name: "1h", length: HOUR, hop: 300_000_000 },
  { name: "1d", length: 24 * HOUR, hop: HOUR },
  { name: "7d", length: 7 * 24 * HOUR, hop: HOUR },
  { name: "30d", length: 30 * 24 * HOUR, hop: 24 * HOUR },
];

/** The first event time of a window, in microseconds; all instants are after 1970. */
export const tail = (window: BenchWindow, asOf = "s.as_of"): string =>
  `(epoch_us(${asOf}) - ${window.length}) // ${window.hop} * ${window.hop}`;

type Templates = Readonly<Record<string, string>>;

const IN_REACH = `e.entity = s.entity AND e.ts < s.as_of AND e.ts >= s.as_of - INTERVAL 31 DAY`;

/** One aggregate a window by joining each label with its rows. */
const naive = (aggregate: (window: BenchWindow) => string): string =>
  `SELECT s.row_id, ${WINDOWS.map((window) => `${aggregate(window)} AS x_${window.name}`).join(", ")}
   FROM spine s LEFT JOIN events e ON ${IN_REACH} GROUP BY s.row_id, s.as_of`;

const filtered = (window: BenchWindow): string => `FILTER (epoch_us(e.ts) >= ${tail(window)})`;

/** One aggregate a window by a correlated subquery. */
const correlated = (aggregate: string): string =>
  `SELECT s.row_id, ${WINDOWS.map(
    (window) =>
      `(SELECT ${aggregate} FROM events e WHERE e.entity = s.entity AND e.ts < s.as_of AND epoch_us(e.ts) >= ${tail(window)}) AS x_${window.name}`,
  ).join(", ")} FROM spine s`;

/** Rows and labels in one relation, and a RANGE frame a window; exact tails where hops would need frames of their own. */
const ranged = (aggregate: string, column = "amt"): string =>
  `SELECT row_id, ${WINDOWS.map((window) => `x_${window.name}`).join(", ")} FROM (
   SELECT row_id, ${WINDOWS.map(
     (window) =>
       `${aggregate} OVER (PARTITION BY entity ORDER BY t RANGE BETWEEN ${window.length} PRECEDING AND 1 PRECEDING) AS x_${window.name}`,
   ).join(", ")}
   FROM (SELECT entity, epoch_us(ts) AS t, ${column}, NULL::BIGINT AS row_id FROM events
     UNION ALL SELECT entity, epoch_us(as_of), NULL, row_id FROM spine)) WHERE row_id IS NOT NULL`;

/** Differences of running sums, all boundaries of a label in one ASOF join. */
const unpivoted = (
  lanes: readonly string[],
  combine: (window: BenchWindow, index: number) => string,
): string =>
  `WITH c AS (SELECT entity, epoch_us(ts) AS ts, ${lanes.map((lane, at) => `sum(${lane}) OVER w AS c${at}`).join(", ")}
     FROM events WINDOW w AS (PARTITION BY entity ORDER BY ts)),
   b AS (SELECT row_id, entity, unnest([0, 1, 2, 3, 4]) k, unnest([epoch_us(s.as_of), ${WINDOWS.map((window) => tail(window)).join(", ")}]) t FROM spine s),
   j AS (SELECT b.row_id, b.k, ${lanes.map((_, at) => `coalesce(c.c${at}, 0) c${at}`).join(", ")}
     FROM b ASOF LEFT JOIN c ON b.entity = c.entity AND b.t > c.ts)
   SELECT row_id, ${WINDOWS.map((window, index) => `${combine(window, index + 1)} AS x_${window.name}`).join(", ")} FROM j GROUP BY row_id`;

/** The same with a join a boundary. */
const chained = (lanes: readonly string[], combine: (index: number) => string): string =>
  `WITH c AS MATERIALIZED (SELECT entity, epoch_us(ts) AS ts, ${lanes.map((lane, at) => `sum(${lane}) OVER w AS c${at}`).join(", ")}
     FROM events WINDOW w AS (PARTITION BY entity ORDER BY ts))
   SELECT s.row_id, ${WINDOWS.map((window, index) => `${combine(index + 1)} AS x_${window.name}`).join(", ")}
   FROM (SELECT *, epoch_us(as_of) AS t0, ${WINDOWS.map((window, index) => `${tail(window, "as_of")} AS t${index + 1}`).join(", ")} FROM spine) s
   ${[0, 1, 2, 3, 4].map((at) => `ASOF LEFT JOIN c b${at} ON s.entity = b${at}.entity AND s.t${at} > b${at}.ts`).join("\n   ")}`;

const difference = (lane: number, index: number): string =>
  `sum(CASE k WHEN 0 THEN c${lane} WHEN ${index} THEN -c${lane} END)`;
const apart = (lane: number, index: number): string =>
  `(coalesce(b0.c${lane}, 0) - coalesce(b${index}.c${lane}, 0))`;

/** Maxima over hot entities: prefix and suffix bests within blocks as long as the window (van Herk), by event time. */
const twoBlocks = (): string => {
  const scans = WINDOWS.map(
    (w) => `max(amt) OVER (PARTITION BY entity, t // ${w.length} ORDER BY t) AS p_${w.name},
      max(amt) OVER (PARTITION BY entity, t // ${w.length} ORDER BY t DESC) AS s_${w.name}`,
  ).join(", ");
  const suffixes = WINDOWS.map(
    (w, at) => `ASOF LEFT JOIN p s${at} ON q.entity = s${at}.entity AND q.t_${w.name} <= s${at}.t`,
  ).join("\n   ");
  // Two blocks cover a window of one block's length; the hop's tail makes it up to a hop longer, so three do.
  const columns = WINDOWS.map(
    (w, at) => `greatest(
      CASE WHEN q.t // ${w.length} = e.t // ${w.length} AND e.t >= q.t_${w.name} THEN CASE WHEN q.t_${w.name} // ${w.length} = q.t // ${w.length} THEN NULL ELSE e.p_${w.name} END END,
      CASE WHEN s${at}.t < q.t AND s${at}.t // ${w.length} = q.t_${w.name} // ${w.length} THEN s${at}.s_${w.name} END) AS x_${w.name}`,
  ).join(",\n      ");
  return `WITH p AS MATERIALIZED (SELECT entity, t, ${scans} FROM (SELECT entity, epoch_us(ts) AS t, max(amt) AS amt FROM events GROUP BY ALL)),
   q AS (SELECT row_id, entity, epoch_us(as_of) - 1 AS t, ${WINDOWS.map((w) => `${tail(w, "as_of")} AS t_${w.name}`).join(", ")} FROM spine)
   SELECT q.row_id, ${columns}
   FROM q ASOF LEFT JOIN p e ON q.entity = e.entity AND q.t >= e.t
   ${suffixes}`;
};

/** By shape; each gives row_id and x_1h ... x_30d. Names in brackets differ in what they answer. */
export const TEMPLATES: Readonly<Record<string, Templates>> = {
  sums: {
    "naive join": naive(
      (window) => `coalesce(sum(e.amt) ${filtered(window)}, 0) + count(e.ts) ${filtered(window)}`,
    ),
    "prefix sums, one ASOF": unpivoted(
      ["amt", "1"],
      (_, index) => `${difference(0, index)} + ${difference(1, index)}`,
    ),
    "prefix sums, chained ASOFs": chained(["amt", "1"], (index) => `${apart(0, index)} + ${apart(1, index)}`),
    "correlated subqueries": correlated("coalesce(sum(e.amt), 0) + count(e.ts)"),
    "(RANGE frames, exact tails)": ranged("coalesce(sum(amt), 0) + count(amt)").replaceAll(
      /coalesce\(sum\(amt\), 0\) \+ count\(amt\) OVER (\([^)]*\))/g,
      "coalesce(sum(amt) OVER $1, 0) + count(amt) OVER $1",
    ),
  },
  means: {
    "naive join": naive((window) => `sum(e.amt) ${filtered(window)} / count(e.amt) ${filtered(window)}`),
    "prefix sums, one ASOF": unpivoted(
      ["amt", "1"],
      (_, index) => `${difference(0, index)} / nullif(${difference(1, index)}, 0)`,
    ),
    "(RANGE frames, exact tails)": ranged("avg(amt)"),
  },
  maxima: {
    "naive join": naive((window) => `max(e.amt) ${filtered(window)}`),
    "(two-block scan, window's length)": twoBlocks(),
    "(RANGE frames, exact tails)": ranged("max(amt)"),
  },
  distinct: {
    "naive join": naive((window) => `count(DISTINCT e.v4) ${filtered(window)}`),
    "correlated subqueries": correlated("count(DISTINCT e.v4)"),
    "(RANGE frames, exact tails)": ranged("count(DISTINCT v4)", "v4"),
  },
};
