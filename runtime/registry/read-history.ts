// Where an alias was before: what a rollback goes back to.
import type { AliasMove } from "./records.ts";

/**
 * The version that the alias pointed to before `current`, going back over rollbacks as well: null where there is none.
 * `moves` are those of one alias, oldest first.
 */
export function versionBefore(moves: readonly AliasMove[], current: number): number | null {
  const steps: number[] = [];
  for (const { to, evidence } of moves) {
    if (to === null || steps.at(-1) === to) continue;
    // A rollback takes the last step back; any other move is a step, also one to a version of before.
    if (isRollback(evidence) && steps.at(-2) === to) steps.pop();
    else steps.push(to);
  }
  const at = steps.lastIndexOf(current);
  return at > 0 ? (steps[at - 1] ?? null) : null;
}

function isRollback(evidence: unknown): boolean {
  return (
    typeof evidence === "object" && evidence !== null && "rollback" in evidence && evidence.rollback === true
  );
}
