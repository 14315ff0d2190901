// How the generated folder differs from what the compiler makes.
import type { Generated } from "../write-project.ts";
import type { Staleness } from "../generated-files.ts";
import { count } from "./numbers.ts";

/** A line a file, and what to do; ends in a newline. */
export function staleLines(
  folder: string,
  { stale, uncertified, edited }: Pick<Generated, "stale" | "uncertified" | "edited">,
): string {
  const { missing, changed, leftOver } = stale;
  return [
    ...missing.map((file) => `missing    ${folder}/${file}`),
    ...changed.map((file) => `changed    ${folder}/${file}`),
    ...leftOver.map((file) => `left over  ${folder}/${file}`),
    ...uncertified.map((view) =>
      edited.includes(view)
        ? `uncertified  view ${view}: its certificate was edited by hand; compile again`
        : `uncertified  view ${view}: its faces were not compared as they are compiled now`,
    ),
    `${folder}/ is stale. Run \`npx bifold compile\` and commit what it writes.\n`,
  ].join("\n");
}

/** `21 files, 3 written, 1 removed` */
export function writtenText(files: number, { missing, changed, leftOver }: Staleness): string {
  const written = missing.length + changed.length;
  return [
    count(files, "file"),
    written === 0 ? "all current" : `${written} written`,
    ...(leftOver.length === 0 ? [] : [`${leftOver.length} removed`]),
  ].join(", ");
}
