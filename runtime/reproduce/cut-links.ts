// Takes the links out of a checkout that lead out of it: nothing that is done in it may write elsewhere.
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { leadsOut } from "../tracking/leads-out.ts";

/** Returns the paths of the links that were removed, from the checkout's root; what they lead to is not touched. */
export async function cutLinks(checkout: string): Promise<readonly string[]> {
  const cut: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(path.join(checkout, folder), { withFileTypes: true })) {
      const place = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && place !== ".git") folders.push(place);
      if (!entry.isSymbolicLink() || !(await leadsOut(path.join(checkout, place), checkout))) continue;
      await rm(path.join(checkout, place));
      cut.push(place);
    }
  }
  return cut.sort();
}
