// The snapshot that a user means: by its id, the beginning of one, or the beginning of its content's hash.
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { listSnapshots, nameOf, type Snapshot } from "./snapshot.ts";

const LEAST_DIGITS = 6;

/** A training set's or a source's bare name means its newest. @throws UserError F5150 or F5151. */
export async function requireSnapshot(project: Project, text: string): Promise<Snapshot> {
  const all = await listSnapshots(project);
  const exact = all.find(({ id }) => id === text) ?? all.find((snapshot) => nameOf(snapshot) === text);
  if (exact !== undefined) return exact;
  const found = all.filter(
    ({ id, sha256 }) => id.startsWith(text) || (text.length >= LEAST_DIGITS && sha256.startsWith(text)),
  );
  const [first, ...others] = found;
  if (first === undefined) {
    throw new UserError({
      code: "F5150",
      message: `There is no snapshot '${text}'.`,
      hint:
        all.length === 0
          ? "None was taken yet: `npx bifold dataset NAME -o FILE` or `npx bifold train MODEL` takes one of a training set, `npx bifold data snapshot SOURCE` one of a source."
          : "`npx bifold data list` shows which there are.",
    });
  }
  if (others.length > 0) {
    throw new UserError({
      code: "F5151",
      message: `'${text}' could be ${found.length} snapshots: ${found.map(({ id }) => id).join(", ")}.`,
      hint: "Give more digits.",
    });
  }
  return first;
}
