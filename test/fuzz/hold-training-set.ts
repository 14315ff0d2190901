// A training set's rows, made by its statements in three ways, against what the reference says of each row of the spine.
import { ALL_INDEXED, NONE_INDEXED, TUNING } from "../../compiler/backends/sql/tuning.ts";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import type { Plan, TrainingSetPlan } from "../../compiler/ir/plan.ts";
import { rowsRelation } from "../../compiler/library/rows-relation.ts";
import { trainingRows } from "../../compiler/library/reference/evaluate-training-set.ts";
import type { Row } from "../../compiler/library/reference/evaluate-view.ts";
import {
  type Budget,
  type Certification,
  type Counterexample,
  type Faces,
  isTooLarge,
  type Surroundings,
} from "../../runtime/certify/certify-view.ts";
import { createRandom } from "../../runtime/certify/random.ts";
import { shrinkWorld } from "../../runtime/certify/shrink-world.ts";
import { randomWorld, type World } from "../../runtime/certify/world.ts";
import { bitsOf } from "../../runtime/verify/bits.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";

/** The last is what is shipped. */
const FACES = [
  ["indexed", ALL_INDEXED],
  ["joined", NONE_INDEXED],
  ["weighed", TUNING],
] as const;

/** Sums of products of these stay whole. */
const SMALL = 1000;

interface Held {
  readonly cases: number;
  readonly difference: Omit<Counterexample, "seed" | "world"> | null;
}

export async function certifyTrainingSet(
  plan: Plan,
  set: TrainingSetPlan,
  faces: Faces,
  surroundings: Surroundings,
  { size, seed }: Budget,
): Promise<Certification> {
  const world = randomWorld(faces.view, faces.sources, createRandom(seed), { ...size, greatest: SMALL });
  const hold = (candidate: World): Promise<Held> =>
    holdTrainingSet(plan, set, faces, surroundings, candidate).catch((error: unknown) => {
      if (isTooLarge(error)) return { cases: 0, difference: null };
      throw error;
    });
  const { cases, difference } = await hold(world);
  if (difference === null) return { cases, counterexample: null };
  const small = await shrinkWorld(world, async (candidate) => (await hold(candidate)).difference !== null);
  const found = (await hold(small)).difference ?? difference;
  return { cases, counterexample: { ...found, seed, world: small } };
}

/** Rows are compared as a bag: a training set has no order. */
export async function holdTrainingSet(
  plan: Plan,
  set: TrainingSetPlan,
  { view, sources }: Faces,
  { engine, writer, folder }: Surroundings,
  world: World,
): Promise<Held> {
  for (const source of await writer.write(world, sources, view)) await engine.registerSource(source, folder);
  const draws = await drawsOf(plan, set, engine);
  const wanted = textsOf(trainingRows(plan, set, (source) => world.rows[source] ?? [], draws));
  let cases = 0;
  for (const [face, tuning] of FACES) {
    const texts = new Map(emitSql(plan, duckdb, tuning).map(({ path, text }) => [path, text]));
    await engine.spineFromQuery(texts.get(`sql/training_sets/${set.name}.spine.sql`) ?? "");
    const rows = await rowsOf(engine.stream(texts.get(`sql/training_sets/${set.name}.sql`) ?? ""));
    const made = textsOf(rows);
    cases += rows.length * set.features.length;
    const at = made.findIndex((text, index) => text !== wanted[index]);
    if (at < 0 && made.length === wanted.length) continue;
    const [left, right] = differing(wanted[Math.max(at, 0)] ?? "", made[Math.max(at, 0)] ?? "");
    const bits = [left.join("\n"), right.join("\n")] as const;
    return {
      cases,
      difference: { view: set.name, feature: "row", faces: ["reference", face], values: bits, bits },
    };
  }
  return { cases, difference: null };
}

/** Which rows are drawn is decided by texts of values that only the engine writes; all else is the reference's own. */
async function drawsOf(
  { sources, unions }: Plan,
  { spine, sampleOneIn, negativesOneIn }: TrainingSetPlan,
  engine: Surroundings["engine"],
): Promise<readonly bigint[]> {
  if (sampleOneIn === null && negativesOneIn === null) return [];
  const union = unions.find(({ name }) => name === spine) ?? null;
  const columns = union?.columns ?? sources.find(({ source }) => source.name === spine)?.source.columns ?? [];
  const hash = duckdb.hashOf(columns.map(({ name }) => name));
  const rows = await rowsOf(
    engine.stream(`SELECT (${hash})::VARCHAR AS draw FROM ${rowsRelation(spine, union)}`),
  );
  return rows.map(({ draw }) => BigInt(String(draw)));
}

function textsOf(rows: readonly Row[]): readonly string[] {
  const text = (row: Row): string =>
    Object.entries(row)
      .filter(([name]) => name !== "row_id")
      .map(([name, value]) => `${name}=${bitsOf(value)}`)
      .sort()
      .join("\n");
  return rows.map(text).sort();
}

/** Only the columns in which two rows differ. */
function differing(left: string, right: string): readonly [readonly string[], readonly string[]] {
  const [one, other] = [left.split("\n"), right.split("\n")];
  return [one.filter((part) => !other.includes(part)), other.filter((part) => !one.includes(part))];
}
