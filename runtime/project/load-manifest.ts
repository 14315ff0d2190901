// Reads what the compiler wrote: the manifest, and generated texts that are held against it.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { UserError } from "../user-error.ts";
import type { Project } from "./project.ts";
import { requireModules } from "./require-modules.ts";

const FORMAT = 1;
const COMPILE = "Run `npx bifold compile`.";

/** @throws UserError F5110 where nothing was compiled, F5111 where another version's compiler wrote it. */
export async function loadManifest(project: Project): Promise<Manifest> {
  const file = path.join(project.generated, "manifest.json");
  const where = path.relative(project.root, file);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) {
    throw new UserError({
      code: "F5110",
      message: `There is no ${where}: the definitions were not compiled.`,
      hint: COMPILE,
    });
  }
  const manifest = parse(text);
  if (manifest === null || manifest.format !== FORMAT) {
    throw new UserError({
      code: "F5111",
      message: `${where} is not a manifest that this version reads.`,
      why: "It is cut off, or another version of the compiler wrote it.",
      hint: COMPILE,
    });
  }
  return manifest;
}

/** The text of a generated file; @throws UserError F5112 where it is not what the compiler wrote. */
export async function readGenerated(project: Project, manifest: Manifest, file: string): Promise<string> {
  const text = await readFile(path.join(project.generated, file), "utf8").catch(() => null);
  const digest = text === null ? null : createHash("sha256").update(text).digest("hex");
  if (text !== null && digest === manifest.files[file]) return text;
  const where = path.join(path.relative(project.root, project.generated), file);
  throw new UserError({
    code: "F5112",
    message:
      text === null ? `There is no ${where}.` : `${where} is not what the compiler wrote: it was edited.`,
    why: "Generated files and the manifest belong together.",
    hint: COMPILE,
  });
}

/** Imports a generated module, once its text and those of its folder, which it may import, were checked. */
export async function importGenerated<Module>(
  project: Project,
  manifest: Manifest,
  file: string,
): Promise<Module> {
  const [folder] = file.split("/");
  const files = Object.keys(manifest.files).filter((each) => each.startsWith(`${folder}/`));
  await Promise.all(files.map((each) => readGenerated(project, manifest, each)));
  await requireModules(project.generated);
  return (await import(pathToFileURL(path.join(project.generated, file)).href)) as Module;
}

function parse(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest | null;
  } catch {
    return null;
  }
}
