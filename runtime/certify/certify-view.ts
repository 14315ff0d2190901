// Holds a view's faces to one another on adversarial worlds: two ways of SQL, the served code, and the reference.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { SUM_TOO_LARGE } from "../../compiler/library/aggregations/sum.ts";
import { referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import type { GeneratedView } from "../serving/contract.ts";
import { UserError } from "../user-error.ts";
import { bitsOf, sameBits } from "../verify/bits.ts";
import { type Answers, askOffline, askOnline } from "./evaluators.ts";
import { createRandom } from "./random.ts";
import { shrinkWorld } from "./shrink-world.ts";
import { randomWorld, type World, type WorldSize } from "./world.ts";
import type { WorldWriter } from "./write-world.ts";

export interface Faces {
  readonly view: ViewPlan;
  /** All that the view reads, at any remove. */
  readonly sources: readonly Source[];
  /** Generated statements for a spine, each another physical way to the same answer. */
  readonly statements: Readonly<Record<string, string>>;
  /** null: the view cannot be deployed, so there is no served code to hold. */
  readonly online: { readonly job: string; readonly generated: GeneratedView } | null;
}

export interface Surroundings {
  readonly engine: OfflineEngine;
  readonly writer: WorldWriter;
  /** Where the writer's files are. */
  readonly folder: string;
}

export interface Budget {
  readonly worlds: number;
  readonly size: WorldSize;
  readonly seed: number;
}

export interface Counterexample {
  readonly view: string;
  readonly feature: string;
  /** Of the two faces that differ; "reference" is one of them. */
  readonly faces: readonly [string, string];
  readonly values: readonly [Value, Value];
  readonly bits: readonly [string, string];
  readonly seed: number;
  /** With nothing in it that the difference does not need. */
  readonly world: World;
}

export interface Certification {
  /** Values compared with the reference. */
  readonly cases: number;
  readonly counterexample: Counterexample | null;
}

/** Stops at the first difference, made small. */
export async function certifyView(
  faces: Faces,
  surroundings: Surroundings,
  { worlds, size, seed }: Budget,
): Promise<Certification> {
  let cases = 0;
  for (let number = 0; number < worlds; number++) {
    const drawn = (greatest?: number): World =>
      randomWorld(faces.view, faces.sources, createRandom(seed + number), { ...size, greatest });
    let world = drawn();
    let held: Held;
    try {
      held = await holdWorld(faces, surroundings, world);
    } catch (error) {
      // A sum that is too large is refused by name on every face; smaller numbers say more about the view.
      if (!isTooLarge(error)) throw error;
      world = drawn(SMALL);
      held = await holdWorld(faces, surroundings, world).catch(nothingHeld);
    }
    cases += held.cases;
    if (held.difference === null) continue;
    const small = await shrinkWorld(world, async (candidate) => {
      return (await holdWorld(faces, surroundings, candidate).catch(nothingHeld)).difference !== null;
    });
    const { difference } = await holdWorld(faces, surroundings, small);
    const found = difference ?? held.difference;
    const counterexample = { ...found, seed: seed + number, world: difference === null ? world : small };
    return { cases, counterexample };
  }
  return { cases, counterexample: null };
}

type Difference = Omit<Counterexample, "seed" | "world">;

interface Held {
  readonly cases: number;
  readonly difference: Difference | null;
}

/** Whole numbers that no product of a few of them takes beyond 2^53. */
const SMALL = 1000;

/** Whether a face refused a sum by name: that is an answer too, and no difference. */
export function isTooLarge(error: unknown): boolean {
  return String(error).includes(SUM_TOO_LARGE) || (error instanceof UserError && error.code === "F5014");
}

function nothingHeld(error: unknown): Held {
  if (isTooLarge(error)) return { cases: 0, difference: null };
  throw error;
}

export async function holdWorld(
  { view, sources, statements, online }: Faces,
  { engine, writer, folder }: Surroundings,
  world: World,
): Promise<Held> {
  const written = await writer.write(world, sources, view);
  for (const source of written) await engine.registerSource(source, folder);
  await engine.spineFromFile(writer.spine, view.keys);
  const reference = referenceOf(view, (source) => world.rows[source] ?? []);
  const wanted = world.probes.map(({ key, tau }) => {
    const features = reference(key, tau);
    return view.features.map(({ name }) => features[name] ?? null);
  });
  let cases = 0;
  const compare = (face: string, answers: Answers): Difference | null => {
    for (const [index, values] of answers.entries()) {
      if (values === null) continue;
      for (const [at, { name }] of view.features.entries()) {
        const left = wanted[index]?.[at] ?? null;
        const right = values[at] ?? null;
        cases++;
        if (sameBits(left, right)) continue;
        return {
          view: view.name,
          feature: name,
          faces: ["reference", face],
          values: [left, right],
          bits: [bitsOf(left), bitsOf(right)],
        };
      }
    }
    return answers.length === wanted.length ? null : missing(view.name, face, wanted.length, answers.length);
  };
  for (const [face, sql] of Object.entries(statements)) {
    const difference = compare(face, await askOffline(engine, view, sql));
    if (difference !== null) return { cases, difference };
  }
  if (online === null) return { cases, difference: null };
  const answers = await askOnline(engine, view, online.job, online.generated, world.probes);
  const difference = compare("served", answers);
  return { cases, difference };
}

function missing(view: string, face: string, asked: number, answered: number): never {
  throw new Error(`view ${view}: ${face} answered ${answered} of ${asked} questions`);
}
