// The place of a path that a record names, which must lie in the clean folder.
import path from "node:path";
import { UserError } from "../user-error.ts";

/** @throws UserError F5168 where the path leads out of the folder. */
export function placeWithin(folder: string, name: string): string {
  const place = path.resolve(folder, name);
  if (place === folder || place.startsWith(`${folder}${path.sep}`)) return place;
  throw new UserError({
    code: "F5168",
    message: `The run's record names the file ${name}, which lies outside of its checkout.`,
    why: "Running it again writes into its clean folder, and nowhere else.",
    hint: "Such a record was not made by Bifold, or was changed since.",
  });
}
