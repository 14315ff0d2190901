// A long metric history cut down for a chart, keeping in every part of it the least and the greatest value.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { toInt64 } from "../database/dialect.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { findKeys } from "./keys.ts";
import { LEVELS, type Level } from "./metric-buckets.ts";
import { findRun } from "./read-runs.ts";
import type { Metric } from "./records.ts";

export interface SampleOptions {
  /** About how many points to return; the ends of the range come besides. */
  readonly maxResults: number;
  readonly steps?: { readonly start: number; readonly end: number } | undefined;
}

interface Row {
  readonly value: number;
  readonly is_nan: number;
  readonly at: number | string;
  readonly at_step: number | string;
}

/** Points read one by one at most; beyond, stretches stand for them. */
const MOST_POINTS = 20_000;
/** How many stretches there must be for each point asked for; a stretch gives two. Of long ones fewer are enough. */
const SHORT_STRETCHES = 1 / 2;
const LONG_STRETCHES = 1 / 8;

/** In order of step, then timestamp; all points when there are no more than asked for. */
export async function sampleHistory(
  metadata: Metadata,
  runId: string,
  key: string,
  { maxResults, steps }: SampleOptions,
): Promise<readonly Metric[]> {
  const run = await findRun(metadata, runId);
  const keyId = (await findKeys(metadata, [key])).get(key);
  if (keyId === undefined) return [];
  const curve = new Curve(metadata, sql`run_seq = ${run.seq} AND key_id = ${keyId}`, steps);
  const rows = await sampled(curve, maxResults);
  const unique = new Map(rows.map((row) => [`${row.at_step}/${row.at}/${row.value}/${row.is_nan}`, row]));
  return [...unique.values()]
    .map((row) => ({
      key,
      value: row.is_nan === 1 ? Number.NaN : row.value,
      timestamp: toInt64(row.at),
      step: toInt64(row.at_step),
    }))
    .toSorted((a, b) => Number(a.step) - Number(b.step) || Number(a.timestamp) - Number(b.timestamp));
}

async function sampled(curve: Curve, maxResults: number): Promise<readonly Row[]> {
  const level = await levelOf(curve, maxResults);
  if (level === null) return curve.points(maxResults);
  return [...(await curve.extremes(level, maxResults)), ...(await curve.ends())];
}

/** null where the points themselves are few enough. */
async function levelOf(curve: Curve, maxResults: number): Promise<Level | null> {
  if ((await curve.stretches(16)) >= maxResults * LONG_STRETCHES) return 16;
  const isEnough = (await curve.stretches(8)) >= maxResults * SHORT_STRETCHES;
  return isEnough || (await curve.isLong()) ? 8 : null;
}

/** The history of one metric of one run, or a range of its steps. */
class Curve {
  readonly #metadata: Metadata;
  readonly #which: RawBuilder<unknown>;
  readonly #steps: SampleOptions["steps"];

  constructor(metadata: Metadata, which: RawBuilder<unknown>, steps: SampleOptions["steps"]) {
    this.#metadata = metadata;
    this.#which = which;
    this.#steps = steps;
  }

  /** How many stretches have a part of the range. */
  async stretches(level: Level): Promise<number> {
    const rows = await this.#all<{ count: number }>(
      sql`SELECT count(*) AS count FROM metric_bucket WHERE ${this.#stretchesOf(level)}`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Whether there are more points than should be read one by one. */
  async isLong(): Promise<boolean> {
    const rows = await this.#all<{ count: number }>(sql`SELECT count(*) AS count FROM
      (SELECT 1 AS one FROM metric WHERE ${await this.#timed()} LIMIT ${MOST_POINTS + 1}) AS found`);
    return (rows[0]?.count ?? 0) > MOST_POINTS;
  }

  /** The points, or the extremes of parts of them. */
  async points(maxResults: number): Promise<readonly Row[]> {
    const rows = await this.#all<Row>(sql`SELECT ${this.#columns()} FROM metric
      WHERE ${await this.#timed()} ORDER BY step, timestamp, value`);
    if (rows.length <= maxResults) return rows;
    const [first = 0, last = 0] = [rows[0], rows.at(-1)].map((row) => Number(row?.at_step));
    const width = Math.max(1, Math.ceil((last - first + 1) / (maxResults / 2)));
    const measured = rows.filter(({ is_nan }) => is_nan === 0);
    const partOf = ({ at_step }: Row) => Math.floor((Number(at_step) - first) / width);
    const ends = [rows[0], rows.at(-1)].filter((row) => row !== undefined);
    return [...extremesOf(measured, measured, partOf), ...ends];
  }

  /** From whole stretches their extremes; the stretches that the range cuts are looked into. */
  async extremes(level: Level, maxResults: number): Promise<readonly Row[]> {
    const { dialect } = this.#metadata;
    const side = (end: string) => sql`${sql.ref(`${end}_value`)} AS ${sql.ref(`${end}_value`)},
      ${dialect.int64(sql.ref(`${end}_step`))} AS ${sql.ref(`${end}_at_step`)},
      ${dialect.int64(sql.ref(`${end}_time`))} AS ${sql.ref(`${end}_at`)}`;
    const rows = await this.#all<StretchRow>(sql`SELECT ${dialect.int64(sql.ref("bucket"))} AS place,
        ${side("least")}, ${side("greatest")}
      FROM metric_bucket WHERE ${this.#stretchesOf(level)} AND least_value IS NOT NULL ORDER BY bucket`);
    const [first, last] = [Number(rows[0]?.place ?? 0), Number(rows.at(-1)?.place ?? 0)];
    const width = Math.max(1, Math.ceil((last - first + 1) / (maxResults / 2)));
    const isWhole = ({ place }: StretchRow) =>
      this.#steps === undefined ||
      (Number(place) * 2 ** level >= this.#steps.start &&
        (Number(place) + 1) * 2 ** level - 1 <= this.#steps.end);
    const whole = rows.filter(isWhole);
    const partOf = (row: { readonly at_step: number | string }) =>
      Math.floor((Math.floor(Number(row.at_step) / 2 ** level) - first) / width);
    const cut = await Promise.all(rows.filter((row) => !isWhole(row)).map((row) => this.#inside(level, row)));
    const edges = cut.flat();
    return extremesOf([...whole.map(leastOf), ...edges], [...whole.map(greatestOf), ...edges], partOf);
  }

  /** The first and the last point in time. */
  async ends(): Promise<readonly Row[]> {
    const points = await this.#timed();
    const one = (direction: "ASC" | "DESC") =>
      this.#all<Row>(sql`SELECT ${this.#columns()} FROM metric WHERE ${points}
        ORDER BY metric.timestamp ${sql.raw(direction)}, metric.step ${sql.raw(direction)},
          metric.value ${sql.raw(direction)} LIMIT 1`);
    return [...(await one("ASC")), ...(await one("DESC"))];
  }

  async #inside(level: Level, { place }: StretchRow): Promise<readonly Row[]> {
    const stretch = sql`level = ${sql.lit(level)} AND bucket = ${BigInt(place)}`;
    const least = BigInt(place) << BigInt(level);
    const within = sql`${this.#pointsOf()} AND is_nan = 0
      AND step BETWEEN ${least} AND ${least + (1n << BigInt(level)) - 1n} AND ${await this.#between(stretch)}`;
    const one = (direction: "ASC" | "DESC") =>
      this.#all<Row>(sql`SELECT ${this.#columns()} FROM metric WHERE ${within}
        ORDER BY value ${sql.raw(direction)} LIMIT 1`);
    return [...(await one("ASC")), ...(await one("DESC"))];
  }

  /** Points are kept in order of time: the times of the stretches spare the reading of all that are outside. */
  async #timed(): Promise<RawBuilder<unknown>> {
    if (this.#steps === undefined) return this.#pointsOf();
    return sql`${this.#pointsOf()} AND ${await this.#between(this.#placedAt(LEVELS[0]))}`;
  }

  async #between(stretches: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
    const rows = await this.#all<{ first: number | string | null; last: number | string | null }>(
      sql`SELECT min(first_time) AS first, max(last_time) AS last FROM metric_bucket
        WHERE ${this.#which} AND ${stretches}`,
    );
    const { first, last } = rows[0] ?? { first: null, last: null };
    if (first === null || last === null) return sql`1 = 0`;
    return sql`timestamp BETWEEN ${BigInt(first)} AND ${BigInt(last)}`;
  }

  #stretchesOf(level: Level): RawBuilder<unknown> {
    return sql`${this.#which} AND ${this.#placedAt(level)}`;
  }

  #placedAt(level: Level): RawBuilder<unknown> {
    if (this.#steps === undefined) return sql`level = ${sql.lit(level)}`;
    const place = (step: number) => Math.floor(step / 2 ** level);
    return sql`level = ${sql.lit(level)}
      AND bucket BETWEEN ${place(this.#steps.start)} AND ${place(this.#steps.end)}`;
  }

  #pointsOf(): RawBuilder<unknown> {
    if (this.#steps === undefined) return this.#which;
    return sql`${this.#which} AND step BETWEEN ${this.#steps.start} AND ${this.#steps.end}`;
  }

  #columns(): RawBuilder<unknown> {
    const { int64 } = this.#metadata.dialect;
    return sql`value, is_nan, ${int64(sql.ref("timestamp"))} AS at, ${int64(sql.ref("step"))} AS at_step`;
  }

  async #all<T>(query: RawBuilder<unknown>): Promise<readonly T[]> {
    return (await sql<T>`${query}`.execute(this.#metadata.kysely)).rows;
  }
}

interface StretchRow {
  readonly place: number | string;
  readonly least_value: number;
  readonly least_at_step: number | string;
  readonly least_at: number | string;
  readonly greatest_value: number;
  readonly greatest_at_step: number | string;
  readonly greatest_at: number | string;
}

const leastOf = (row: StretchRow): Row => ({
  value: row.least_value,
  is_nan: 0,
  at: row.least_at,
  at_step: row.least_at_step,
});

const greatestOf = (row: StretchRow): Row => ({
  value: row.greatest_value,
  is_nan: 0,
  at: row.greatest_at,
  at_step: row.greatest_at_step,
});

function extremesOf(low: readonly Row[], high: readonly Row[], partOf: (row: Row) => number): readonly Row[] {
  const least = new Map<number, Row>();
  const greatest = new Map<number, Row>();
  for (const row of low) {
    const part = partOf(row);
    if (row.value < (least.get(part)?.value ?? Number.POSITIVE_INFINITY)) least.set(part, row);
  }
  for (const row of high) {
    const part = partOf(row);
    if (row.value > (greatest.get(part)?.value ?? Number.NEGATIVE_INFINITY)) greatest.set(part, row);
  }
  return [...least.values(), ...greatest.values()];
}
