// What generated TypeScript needs of where it stands: that Node takes it for ES modules, and finds "bifold" from there.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { UserError } from "../user-error.ts";

/**
 * @throws UserError F5113 where the nearest package.json, or none, makes Node take `folder` for CommonJS; F5114 where
 * "bifold" is not found from it.
 */
export async function requireModules(folder: string): Promise<void> {
  const file = await nearestPackage(folder);
  if (file === null || file.type !== "module") throw commonJs(folder, file);
  try {
    createRequire(path.join(folder, "any.js")).resolve("bifold/functions");
  } catch (cause) {
    throw new UserError(
      {
        code: "F5114",
        message: `The modules in ${folder} import 'bifold', and it is not installed in this project.`,
        hint: "Run `npm install` with the folder of a clone of Bifold beside bifold.yaml.",
      },
      { cause },
    );
  }
}

function commonJs(folder: string, file: NearestPackage | null): UserError {
  return new UserError({
    code: "F5113",
    message: `Node takes the TypeScript in ${folder} for CommonJS, and it is ES modules.`,
    why: file === null ? "There is no package.json above it." : `${file.path} has no "type": "module".`,
    hint: 'Write { "type": "module" } into the package.json beside bifold.yaml.',
  });
}

interface NearestPackage {
  readonly path: string;
  readonly type: unknown;
}

async function nearestPackage(folder: string): Promise<NearestPackage | null> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const file = path.join(at, "package.json");
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) return { path: file, type: typeOf(text) };
    if (path.dirname(at) === at) return null;
  }
}

function typeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}
