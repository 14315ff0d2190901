// A training set's rows, made by its statements in three ways, against what the reference says of each row of the spine.
import { ALL_INDEXED, NONE_INDEXED, TUNING } from "../../compiler/backends/sql/tuning.ts";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import type { Plan, TrainingSetPlan } from "../../compiler/ir/plan.ts";
import { rowsRelation } from "../../compiler/library/rows-relation.ts";
import { trainingRows } from "../../compiler/library/reference/evaluate-training-set.ts";
import type { Row } from "../../compiler/library/reference/evaluate-view.ts";
import type {
  Budget,
  Certification,
  Difference,
  Faces,
  Surroundings,
} from "../../runtime/certify/contract.ts";
import { createRandom } from "../../runtime/certify/random.ts";
import { shrinkWorld } from "../../runtime/certify/shrink-world.ts";
import { orTooLarge, TOO_LARGE, valueOrTooLarge } from "../../runtime/certify/too-large.ts";
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
  readonly difference: Difference | null;
}

/** Worlds in which sums are refused are drawn again with fewer rows. */
const FEWER = [1, 8, 80];

export async function certifyTrainingSet(
  plan: Plan,
  set: TrainingSetPlan,
  faces: Faces,
  surroundings: Surroundings,
  { size, seed }: Budget,
): Promise<Certification> {
  const hold = (candidate: World): Promise<Held> =>
    holdTrainingSet(plan, set, faces, surroundings, candidate);
  for (const fewer of FEWER) {
    const own = { ...size, rows: Math.ceil(size.rows / fewer), greatest: SMALL };
    const world = randomWorld(faces.view, faces.sources, createRandom(seed), own);
    const { cases, difference } = await hold(world);
    if (difference !== null) {
      const small = await shrinkWorld(
        world,
        async (candidate) => (await hold(candidate)).difference !== null,
      );
      const found = (await hold(small)).difference ?? difference;
      return { cases, counterexample: { ...found, seed, world: small }, shortfall: null };
    }
    if (cases > 0) return { cases, counterexample: null, shortfall: null };
  }
  // Where no row of the spine is an example there is nothing to compare.
  return { cases: 0, counterexample: null, shortfall: null };
}

/** Rows are compared as a bag: a training set has no order. */
export async function holdTrainingSet(
  plan: Plan,
  set: TrainingSetPlan,
  { sources }: Faces,
  { engine, writer, folder }: Surroundings,
  world: World,
): Promise<Held> {
  for (const source of await writer.write(world, sources)) await engine.registerSource(source, folder);
  const draws = await drawsOf(plan, set, engine);
  const reference = valueOrTooLarge(() =>
    trainingRows(plan, set, (source) => world.rows[source] ?? [], draws),
  );
  let cases = 0;
  for (const [face, tuning] of FACES) {
    const texts = new Map(emitSql(plan, duckdb, tuning).map(({ path, text }) => [path, text]));
    await engine.spineFromQuery(texts.get(`sql/training_sets/${set.name}.spine.sql`) ?? "");
    const statement = texts.get(`sql/training_sets/${set.name}.sql`) ?? "";
    const rows = await orTooLarge(() => rowsOf(engine.stream(statement)));
    if (rows === TOO_LARGE || reference === TOO_LARGE) {
      if (rows === reference || computesMore(plan, set)) continue;
      const values = [answerOf(reference), answerOf(rows)] as const;
      return {
        cases,
        difference: { view: set.name, feature: "row", faces: ["reference", face], values, bits: values },
      };
    }
    const wanted = textsOf(reference);
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

/** Whether a face may compute what no row says: of rows that are not drawn, what a ttl hides, and views beside rows. */
function computesMore({ views }: Plan, { sampleOneIn, negativesOneIn }: TrainingSetPlan): boolean {
  if (sampleOneIn !== null || negativesOneIn !== null) return true;
  return views.some(({ rowInputs, ttl }) => rowInputs.length > 0 || ttl !== null);
}

function answerOf(rows: readonly Row[] | typeof TOO_LARGE): string {
  return rows === TOO_LARGE ? rows : `${rows.length} rows`;
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
