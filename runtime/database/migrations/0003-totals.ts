// Third migration: the bytes of all artifacts in one number, and the extremes of every stretch of a metric's history.
import type { Migration } from "../migrate.ts";

/** Steps of a stretch, as powers of two; `tracking/metric-buckets.ts` writes what this fills in for older rows. */
const LEVELS = [8, 16];

export const totals: Migration = {
  number: 3,
  name: "totals",
  statements: ({ clustered }) => [
    "CREATE TABLE artifact_total (one SMALLINT NOT NULL PRIMARY KEY, bytes BIGINT NOT NULL)",
    "INSERT INTO artifact_total SELECT 1, CAST(coalesce(sum(size), 0) AS BIGINT) FROM artifact",
    // NaN has no place in an order, so a stretch of nothing else has no extremes, but it has times.
    `CREATE TABLE metric_bucket (
      run_seq BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      level SMALLINT NOT NULL,
      bucket BIGINT NOT NULL,
      first_time BIGINT NOT NULL,
      last_time BIGINT NOT NULL,
      least_value DOUBLE PRECISION,
      least_step BIGINT,
      least_time BIGINT,
      greatest_value DOUBLE PRECISION,
      greatest_step BIGINT,
      greatest_time BIGINT,
      PRIMARY KEY (run_seq, key_id, level, bucket)
    ) ${clustered}`,
    ...LEVELS.map(fill),
  ],
};

function fill(level: number): string {
  const stretch = `run_seq, key_id, step >> ${level}`;
  const at = (rank: string, column: string) => `max(CASE WHEN ${rank} = 1 AND is_nan = 0 THEN ${column} END)`;
  return `INSERT INTO metric_bucket
    SELECT run_seq, key_id, ${level}, bucket, min(timestamp), max(timestamp),
      ${at("low", "value")}, ${at("low", "step")}, ${at("low", "timestamp")},
      ${at("high", "value")}, ${at("high", "step")}, ${at("high", "timestamp")}
    FROM (SELECT run_seq, key_id, step >> ${level} AS bucket, timestamp, step, value, is_nan,
        row_number() OVER (PARTITION BY ${stretch} ORDER BY is_nan, value, step, timestamp) AS low,
        row_number() OVER (PARTITION BY ${stretch} ORDER BY is_nan, value DESC, step, timestamp) AS high
      FROM metric) AS ranked
    GROUP BY run_seq, key_id, bucket`;
}
