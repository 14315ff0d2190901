// Makes a counterexample small: takes rows and questions away for as long as it still fails.
import type { World } from "./world.ts";

/** Tries that may go by: each runs every face of the view. */
const MOST_TRIES = 160;

export async function shrinkWorld(
  world: World,
  fails: (candidate: World) => Promise<boolean>,
): Promise<World> {
  let small = world;
  let tries = 0;
  const attempt = async (candidate: World): Promise<boolean> => {
    if (tries++ >= MOST_TRIES || !(await fails(candidate))) return false;
    small = candidate;
    return true;
  };
  await without(
    () => small.probes,
    (probes) => attempt({ ...small, probes }),
  );
  for (const source of Object.keys(world.rows)) {
    await without(
      () => small.rows[source] ?? [],
      (rows) => attempt({ ...small, rows: { ...small.rows, [source]: rows } }),
    );
  }
  return small;
}

/** Halves first, then smaller pieces, down to single items; the last item stays, since a file needs a row. */
async function without<Item>(
  items: () => readonly Item[],
  attempt: (rest: readonly Item[]) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(items().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < items().length; ) {
      const rest = items().filter((_, index) => index < start || index >= start + size);
      if (rest.length === 0 || !(await attempt(rest))) start += size;
    }
  }
}
