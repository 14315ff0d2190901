// What was compared of a view so far, and what is missing for a certificate.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Faces } from "./contract.ts";
import type { Held } from "./hold-world.ts";
import { spokenAtoms } from "./sort-probes.ts";
import type { World } from "./world.ts";

export function facesOf({ statements, online }: Faces): readonly string[] {
  return [...Object.keys(statements), ...(online === null ? [] : ["served"])];
}

/** Each face has to answer `least` questions. */
export function createTally(faces: Faces, least: number) {
  let cases = 0;
  const answered = new Map(facesOf(faces).map((face) => [face, 0]));
  const refused = new Set<string>();
  const spoken = new Set<string>();
  let isRefusedBeside = false;
  const silent = (): ReadonlySet<string> => new Set([...refused].filter((id) => !spoken.has(id)));
  const short = () => [...answered].filter(([, count]) => count < least);
  return {
    add(world: World, held: Held): void {
      cases += held.cases;
      for (const [face, count] of Object.entries(held.answered)) {
        answered.set(face, (answered.get(face) ?? 0) + count);
      }
      for (const id of held.refusedAtoms ?? []) refused.add(id);
      isRefusedBeside ||= held.refusedAtoms === null;
      for (const id of spokenAtoms(faces.view, world, held.calm, silent())) spoken.add(id);
    },
    cases: () => cases,
    /** Whether an aggregate was refused, and none of its values compared since. */
    isSilent: () => silent().size > 0,
    isShort: () => short().length > 0 || silent().size > 0,
    shortfall(): string | null {
      const features = featuresOver(faces.view, silent());
      if (features.length > 0) {
        return `${features.map((name) => `'${name}'`).join(", ")}: whatever rows there are, down to one, their sum is refused as too large`;
      }
      const few = short().map(([face, count]) => `${count} of ${least} by '${face}'`);
      if (few.length === 0) return null;
      const because = isRefusedBeside ? ", since a view beside its rows refuses sums as too large" : "";
      return `too few questions were answered${because}: ${few.join(", ")}`;
    },
  };
}

/** Names of the features that read one of the aggregates. */
function featuresOver({ features }: ViewPlan, atoms: ReadonlySet<string>): readonly string[] {
  const reads = (expression: ViewPlan["features"][number]["expression"]): boolean =>
    expression.kind === "atom"
      ? atoms.has(expression.id)
      : expression.kind === "call" && expression.args.some(reads);
  return features.filter(({ expression }) => reads(expression)).map(({ name }) => name);
}
