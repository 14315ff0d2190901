// What the reference says of a world's questions, and which of them it refuses because a sum is too large.
import type { AtomPlan, ViewPlan } from "../../compiler/ir/plan.ts";
import {
  type Features,
  type Reference,
  referenceOf,
  sourceRows,
  valueOver,
  whenEmpty,
} from "../../compiler/library/reference/evaluate-view.ts";
import { sameBits } from "../verify/bits.ts";
import { TOO_LARGE, valueOrTooLarge } from "./too-large.ts";
import type { Probe, World } from "./world.ts";

export interface SortedProbes {
  /** Every face has to answer. */
  readonly calm: readonly { readonly probe: Probe; readonly features: Features }[];
  /** Every face has to refuse. */
  readonly refused: readonly Probe[];
  /** Whether the sum of some key's rows is too large at that instant: a job computes all keys at once. */
  readonly someKeyRefused: (tau: number) => boolean;
}

/**
 * null: views beside the rows refuse, and how many of their values a face computes is its own affair. So is whether it adds up
 * what a ttl then hides: such questions are in neither list.
 */
export function sortProbes(view: ViewPlan, world: World): SortedProbes | null {
  const rowsOf = (source: string) => world.rows[source] ?? [];
  const made = valueOrTooLarge(() => {
    if (view.rowInputs.length > 0) referenceOf(withoutAnyTtl(view), rowsOf);
    const reference = referenceOf(view, rowsOf);
    return { reference, added: view.ttl === null ? reference : referenceOf({ ...view, ttl: null }, rowsOf) };
  });
  if (made === TOO_LARGE) return null;
  const { reference, added } = made;
  const calm: { readonly probe: Probe; readonly features: Features }[] = [];
  const refused: Probe[] = [];
  for (const probe of world.probes) {
    const features = answerOf(reference, probe);
    if (features === TOO_LARGE) refused.push(probe);
    else if (added === reference || answerOf(added, probe) !== TOO_LARGE) calm.push({ probe, features });
  }
  return {
    calm,
    refused,
    someKeyRefused: (tau) =>
      sourceRows(view, rowsOf).some((row) => {
        const key = view.keys.map(({ expression }) => valueOver(expression, row));
        return answerOf(added, { key, tau }) === TOO_LARGE;
      }),
  };
}

/** Ids of the aggregates that are refused for one of the questions. */
export function refusedAtoms(view: ViewPlan, world: World, refused: readonly Probe[]): readonly string[] {
  if (refused.length === 0) return [];
  return view.atoms
    .filter((atom) => {
      const alone = aloneOf(view, atom, world);
      return refused.some((probe) => answerOf(alone, probe) === TOO_LARGE);
    })
    .map(({ id }) => id);
}

/** Those of the aggregates that have something to say: for some question another value than that of no rows. */
export function spokenAtoms(
  view: ViewPlan,
  world: World,
  calm: readonly Probe[],
  ids: ReadonlySet<string>,
): readonly string[] {
  return view.atoms
    .filter((atom) => {
      if (!ids.has(atom.id)) return false;
      const alone = aloneOf(view, atom, world);
      return calm.some(({ key, tau }) => !sameBits(alone(key, tau)[atom.id] ?? null, whenEmpty(atom)));
    })
    .map(({ id }) => id);
}

function answerOf(reference: Reference, { key, tau }: Probe) {
  return valueOrTooLarge(() => reference(key, tau));
}

/** A view of nothing but that aggregate. */
function aloneOf(view: ViewPlan, atom: AtomPlan, world: World): Reference {
  const { id, type } = atom;
  const features = [{ name: id, type, expression: { kind: "atom", id, type } as const }];
  return referenceOf({ ...view, atoms: [atom], features }, (source) => world.rows[source] ?? []);
}

function withoutAnyTtl(view: ViewPlan): ViewPlan {
  const rowInputs = view.rowInputs.map((input) => ({ ...input, view: withoutAnyTtl(input.view) }));
  return { ...view, ttl: null, rowInputs };
}
