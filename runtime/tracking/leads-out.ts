// Whether a symbolic link leads out of a folder: what is written through it lands elsewhere.
import { readlink, realpath } from "node:fs/promises";
import path from "node:path";

/** `link` is a link's place below `root`; both absolute. A link to what is not there yet leads where it would be made. */
export async function leadsOut(link: string, root: string): Promise<boolean> {
  const folder = await realpath(root);
  const target = path.resolve(await realpath(path.dirname(link)), await readlink(link));
  const end = await reached(target);
  return end !== folder && !end.startsWith(`${folder}${path.sep}`);
}

/** The real place of the deepest folder that is there, and the rest of the path below it. */
async function reached(place: string): Promise<string> {
  const real = await realpath(place).catch(() => null);
  if (real !== null || path.dirname(place) === place) return real ?? place;
  return path.join(await reached(path.dirname(place)), path.basename(place));
}
