// Where an alias was before: what a rollback goes back to.
import type { AliasMove } from "./records.ts";

/**
 * The version that the alias pointed to before `current`, going back over rollbacks as well: null where there is none.
 * `moves` are those of one alias, oldest first.
 */
export function versionBefore(moves: readonly AliasMove[], current: number): number | null {
  // Each move forward is a step to go back; a move to where a step came from takes it back.
  const steps: number[] = [];
  for (const { to } of moves) {
    if (to === null || steps.at(-1) === to) continue;
    if (steps.at(-2) === to) steps.pop();
    else steps.push(to);
  }
  const at = steps.lastIndexOf(current);
  return at > 0 ? (steps[at - 1] ?? null) : null;
}
