// Certifies a view: its faces are held to one another on adversarial worlds, until enough of their values were compared.
import type { Budget, Certification, Faces, Surroundings } from "./contract.ts";
import { type Held, holdWorld } from "./hold-world.ts";
import { createRandom } from "./random.ts";
import { shrinkWorld } from "./shrink-world.ts";
import { createTally, facesOf } from "./tally.ts";
import { randomWorld, type World, type WorldSize } from "./world.ts";

/** Whole numbers that no product of a few of them takes beyond 2^53. */
const SMALL = 1000;

/** Worlds of which too much is refused are drawn again, smaller and smaller. */
const SMALLER: readonly ((size: WorldSize) => WorldSize)[] = [
  (size) => size,
  (size) => ({ ...size, greatest: SMALL }),
  (size) => ({ ...size, greatest: SMALL, rows: Math.ceil(size.rows / 8) }),
  (size) => ({ ...size, greatest: SMALL, rows: Math.min(size.rows, 3) }),
  (size) => ({ ...size, greatest: SMALL, rows: 1 }),
];

/** Of those beyond the budget only the smallest are drawn: what they are for is to be answered. */
const BEYOND = SMALLER.slice(2);

/**
 * By seed: worlds without infinities, in which what is great is exactly where sums, or moments, of doubles begin to treat it
 * otherwise. Elsewhere infinities hide whether it was.
 */
const GREATEST_DOUBLES = [undefined, 2 ** 40, undefined, 2 ** 46];

/** One seed in so many makes a world in which sums are too large on purpose. */
const SUMS_TOO_MUCH = 4;

/** Of the questions of a budget each face has to answer at least one in so many, with every feature. */
const LEAST = 8;
/** While a face has not, worlds are drawn beyond the budget, until there are so many times as many. */
const MOST = 4;

/** Stops at the first difference, made small. */
export async function certifyView(
  faces: Faces,
  surroundings: Surroundings,
  { worlds, size, seed }: Budget,
): Promise<Certification> {
  const tally = createTally(faces, Math.ceil((worlds * size.probes) / LEAST));
  for (let number = 0; number < worlds || (tally.isShort() && number < worlds * MOST); number++) {
    for (const smaller of number < worlds ? SMALLER : BEYOND) {
      const own = smaller({
        ...size,
        sumsTooMuch: (seed + number) % SUMS_TOO_MUCH === 0,
        greatestDouble: GREATEST_DOUBLES[(seed + number) % GREATEST_DOUBLES.length],
      });
      const world = randomWorld(faces.view, faces.sources, createRandom(seed + number), own);
      const held = await holdWorld(faces, surroundings, world);
      tally.add(world, held);
      if (held.difference !== null) {
        const found = await shrunk(faces, surroundings, world, held.difference);
        return { cases: tally.cases(), counterexample: { ...found, seed: seed + number }, shortfall: null };
      }
      if (!isThin(faces, world, held) && !tally.isSilent()) break;
    }
  }
  return { cases: tally.cases(), counterexample: null, shortfall: tally.shortfall() };
}

async function shrunk(
  faces: Faces,
  surroundings: Surroundings,
  world: World,
  before: NonNullable<Held["difference"]>,
) {
  const small = await shrinkWorld(
    world,
    async (candidate) => (await holdWorld(faces, surroundings, candidate)).difference !== null,
  );
  const { difference } = await holdWorld(faces, surroundings, small);
  return difference === null ? { ...before, world } : { ...difference, world: small };
}

/** Whether refusals kept a face from answering half of the questions. */
function isThin(faces: Faces, { probes }: World, { answered, refusedAtoms }: Held): boolean {
  if (refusedAtoms !== null && refusedAtoms.length === 0) return false;
  return facesOf(faces).some((face) => (answered[face] ?? 0) < probes.length / 2);
}
