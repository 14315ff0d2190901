// Holds a view's faces to the reference on one world: each value, and each refusal of a sum that is too large.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Features } from "../../compiler/library/reference/evaluate-view.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { bitsOf, sameBits } from "../verify/bits.ts";
import type { Difference, Faces, Surroundings } from "./contract.ts";
import { type Answers, askOffline, askOnline } from "./evaluators.ts";
import { refusedAtoms, sortProbes, type SortedProbes } from "./sort-probes.ts";
import { orTooLarge, TOO_LARGE, type TooLarge } from "./too-large.ts";
import type { Probe, World } from "./world.ts";

export interface Held {
  /** Values compared with the reference. */
  readonly cases: number;
  readonly difference: Difference | null;
  /** Questions whose features were all compared, by face. */
  readonly answered: Readonly<Record<string, number>>;
  /** Those that the reference answers. */
  readonly calm: readonly Probe[];
  /** Ids of the aggregates that are refused for some question; null: views beside the rows refuse, and nothing was compared. */
  readonly refusedAtoms: readonly string[] | null;
}

/** Of the questions that are refused, each statement is asked so many: one at a time, since one refusal ends it. */
const MOST_REFUSALS = 2;

export async function holdWorld(faces: Faces, surroundings: Surroundings, world: World): Promise<Held> {
  const { view, sources, statements, online } = faces;
  const { engine, writer, folder } = surroundings;
  const sorted = sortProbes(view, world);
  if (sorted === null) return { cases: 0, difference: null, answered: {}, calm: [], refusedAtoms: null };
  const calm = sorted.calm.map(({ probe }) => probe);
  const answered: Record<string, number> = {};
  const held = (difference: Difference | null): Held => {
    const cases = Object.values(answered).reduce((all, each) => all + each * view.features.length, 0);
    return { cases, difference, answered, calm, refusedAtoms: refusedAtoms(view, world, sorted.refused) };
  };
  const ask = async (probes: readonly Probe[], sql: string): Promise<Answers | TooLarge> => {
    await writer.writeProbes(view, probes);
    await engine.spineFromFile(writer.spine, view.keys);
    return orTooLarge(() => askOffline(engine, view, sql));
  };
  for (const source of await writer.write(world, sources)) await engine.registerSource(source, folder);
  for (const [face, sql] of Object.entries(statements)) {
    const answers = await ask(calm, sql);
    if (answers === TOO_LARGE) return held(refusing(view, face, sorted.calm[0]?.features));
    if (answers.length !== calm.length) {
      throw new Error(`view ${view.name}: ${face} answered ${answers.length} of ${calm.length} questions`);
    }
    for (const [index, { features }] of sorted.calm.entries()) {
      const difference = differing(view, face, features, answers[index] ?? []);
      if (difference !== null) return held(difference);
      answered[face] = (answered[face] ?? 0) + 1;
    }
    for (const probe of sorted.refused.slice(0, MOST_REFUSALS)) {
      const answer = await ask([probe], sql);
      if (answer !== TOO_LARGE) return held(answering(view, face, answer[0] ?? []));
    }
  }
  if (online === null) return held(null);
  return held(await holdServed(faces, surroundings, sorted, answered));
}

async function holdServed(
  { view, online }: Faces,
  { engine }: Surroundings,
  { calm, refused, someKeyRefused }: SortedProbes,
  answered: Record<string, number>,
): Promise<Difference | null> {
  if (online === null) return null;
  const probes = [...calm.map(({ probe }) => probe), ...refused];
  const answers = await askOnline(engine, view, online.job, online.generated, probes);
  for (const [index, { tau }] of probes.entries()) {
    const values = answers[index] ?? null;
    if (values === null || tau === null) continue;
    const wanted = calm[index]?.features;
    if (values === TOO_LARGE) {
      if (!someKeyRefused(tau)) return refusing(view, "served", wanted);
      continue;
    }
    if (wanted === undefined) return answering(view, "served", values);
    const difference = differing(view, "served", wanted, values);
    if (difference !== null) return difference;
    answered.served = (answered.served ?? 0) + 1;
  }
  return null;
}

function differing(
  view: ViewPlan,
  face: string,
  features: Features,
  values: readonly Value[],
): Difference | null {
  for (const [at, { name }] of view.features.entries()) {
    const left = features[name] ?? null;
    const right = values[at] ?? null;
    if (sameBits(left, right)) continue;
    return differenceOf(view, name, face, [left, right], [bitsOf(left), bitsOf(right)]);
  }
  return null;
}

/** A face refuses as one: which of its features was too large it does not say. */
function refusing(view: ViewPlan, face: string, wanted: Features = {}): Difference {
  const value = wanted[view.features[0]?.name ?? ""] ?? null;
  return differenceOf(view, ANY, face, [value, TOO_LARGE], [bitsOf(value), TOO_LARGE]);
}

function answering(view: ViewPlan, face: string, [value = null]: readonly Value[]): Difference {
  return differenceOf(view, ANY, face, [TOO_LARGE, value], [TOO_LARGE, bitsOf(value)]);
}

const ANY = "(any feature)";

function differenceOf(
  view: ViewPlan,
  feature: string,
  face: string,
  values: Difference["values"],
  bits: Difference["bits"],
): Difference {
  return { view: view.name, feature, faces: ["reference", face], values, bits };
}
