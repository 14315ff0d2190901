// A curve of any length is drawn from few points, and no extreme of it is ever lost, whole or zoomed in.
import { sql } from "kysely";
import { expect, test } from "vitest";
import { createExperiment } from "../../runtime/tracking/experiments.ts";
import { logBatch } from "../../runtime/tracking/log-batch.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { createRun } from "../../runtime/tracking/runs.ts";
import { sampleHistory } from "../../runtime/tracking/sample-history.ts";
import { openTestStore } from "./open-test-store.ts";

async function openCurve(points: number, stride: number, valueAt: (step: number) => number) {
  const { metadata } = await openTestStore();
  const experimentId = await createExperiment(metadata, { name: "curves", now: 1 });
  const runId = newRunId();
  await createRun(metadata, { runId, experimentId, startTime: 1 });
  for (let start = 0; start < points; start += 10_000) {
    const metrics = Array.from({ length: Math.min(10_000, points - start) }, (_, i) => {
      const step = (start + i) * stride;
      return { key: "loss", value: valueAt(step), step, timestamp: 1_000 + start + i };
    });
    await logBatch(metadata, runId, { metrics });
  }
  return { metadata, runId };
}

test.each([
  ["a short curve", 300, 1],
  ["thousands of points", 9_000, 1],
  ["a hundred thousand", 100_000, 1],
  ["thinly spread steps", 60_000, 5_000],
  ["steps below zero", 50_000, -3],
])("%s: every part keeps its least and greatest value", async (_, points, stride) => {
  const spikes = new Map([
    [0, 5],
    [Math.floor(points / 3) * stride, 99],
    [Math.floor(points / 2) * stride, -99],
    [(points - 1) * stride, -7],
  ]);
  const valueAt = (step: number) => spikes.get(step) ?? Math.sin(step);
  const { metadata, runId } = await openCurve(points, stride, valueAt);
  const found = await sampleHistory(metadata, runId, "loss", { maxResults: 320 });
  expect(found.length).toBeLessThanOrEqual(324);
  expect(found.length).toBeGreaterThan(Math.min(points, 75));
  const at = new Map(found.map(({ step, value }) => [step, value]));
  for (const [step, value] of spikes) expect(at.get(step === 0 ? 0 : step)).toBe(value);
  for (const [step, value] of at) expect(value).toBe(valueAt(Number(step)));
  expect(found.map(({ step }) => step)).toEqual([...at.keys()].toSorted((a, b) => Number(a) - Number(b)));
});

test("a zoomed range is as truthful, at its cut edges too", async () => {
  const valueAt = (step: number) => Math.sin(step / 50) * step;
  const { metadata, runId } = await openCurve(200_000, 1, valueAt);
  for (const [start, end] of [
    [10, 30],
    [100, 9_100],
    [777, 150_777],
    [131_000, 131_400],
  ] as const) {
    const found = await sampleHistory(metadata, runId, "loss", { maxResults: 320, steps: { start, end } });
    expect(found.every(({ step }) => Number(step) >= start && Number(step) <= end)).toBe(true);
    expect(found.length).toBeLessThanOrEqual(330);
    const inside = Array.from({ length: end - start + 1 }, (_, i) => valueAt(start + i));
    const values = found.map(({ value }) => value);
    expect(Math.max(...values)).toBe(inside.reduce((most, value) => Math.max(most, value)));
    expect(Math.min(...values)).toBe(inside.reduce((least, value) => Math.min(least, value)));
    expect([found[0]?.step, found.at(-1)?.step]).toEqual([start, end]);
  }
});

test("points that came late, twice, as NaN or all at one step", async () => {
  const { metadata, runId } = await openCurve(30_000, 0, (step) => step);
  const metric = { key: "loss", step: 0 };
  const late = [
    { ...metric, value: 50, timestamp: 5 },
    { ...metric, value: Number.NaN, timestamp: 6 },
    { ...metric, value: Number.NEGATIVE_INFINITY, timestamp: 7 },
  ];
  for (let i = 0; i < 2; i++) await logBatch(metadata, runId, { metrics: late });
  const found = await sampleHistory(metadata, runId, "loss", { maxResults: 320 });
  const values = found.map(({ value }) => value);
  expect(values).toContain(50);
  expect(values).toContain(Number.NEGATIVE_INFINITY);
  expect(found.length).toBeLessThan(10);
});

test("histories of before the stretches were kept are filled in by the migration, as logging would have", async () => {
  const { totals } = await import("../../runtime/database/migrations/0003-totals.ts");
  const { metadata, runId } = await openCurve(5_000, 37, (step) =>
    step % 5 === 0 ? Number.NaN : Math.cos(step),
  );
  const read = async () =>
    (
      await sql`SELECT run_seq, key_id, level, bucket, first_time, last_time, least_value, least_step, least_time,
        greatest_value, greatest_step, greatest_time FROM metric_bucket ORDER BY 1, 2, 3, 4`.execute(
        metadata.kysely,
      )
    ).rows;
  const logged = await read();
  await sql`DELETE FROM metric_bucket`.execute(metadata.kysely);
  for (const statement of totals.statements(metadata.dialect)) {
    if (/^INSERT INTO metric_bucket/.test(statement)) await sql.raw(statement).execute(metadata.kysely);
  }
  expect(await read()).toEqual(logged);
  expect((await sampleHistory(metadata, runId, "loss", { maxResults: 320 })).length).toBeGreaterThan(100);
});
