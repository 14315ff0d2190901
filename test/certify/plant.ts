// Plants a fault in the text of a view's statements, as a wrong compiler would.
import type { Faces } from "../../runtime/certify/contract.ts";

/** @throws Error where the pattern is in no statement: a fault that was not planted cannot be found. */
export function planted(faces: Faces, pattern: RegExp, replacement: string): Faces {
  const changed = Object.entries(faces.statements).map(
    ([face, sql]) => [face, sql.replace(pattern, replacement)] as const,
  );
  if (changed.every(([face, sql]) => sql === faces.statements[face])) {
    throw new Error(`nothing was planted: there is no ${pattern}`);
  }
  return { ...faces, statements: Object.fromEntries(changed) };
}
