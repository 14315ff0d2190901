// Holds generated modules to what written code is held to: the formatter, the linter and strict tsc.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Written } from "./write-generated.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Throws what the formatter or the linter, by this project's own rules, would change. */
export async function checkFormat(written: Written): Promise<void> {
  const config = JSON.parse(await readFile(join(ROOT, "biome.json"), "utf8"));
  const own = { ...config, $schema: undefined, root: true, files: { includes: ["**/*.ts"] } };
  own.json = { formatter: { enabled: false } };
  await writeFile(join(written.folder, "biome.json"), JSON.stringify(own));
  const output = run(written, "biome", "ci", "--error-on-warnings", "--colors=off", ".");
  requireSome(output, `Checked ${modules(written).length + 1} files`);
}

/** Throws what tsc says under this project's own options, unused names refused. */
export async function checkTypes(written: Written): Promise<void> {
  const config = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: { noUnusedLocals: true, noUnusedParameters: true },
    include: ["**/*.ts"],
    exclude: [],
  };
  await writeFile(join(written.folder, "tsconfig.json"), JSON.stringify(config));
  const output = run(written, "tsc", "--noEmit", "--listFiles", "-p", ".");
  for (const path of modules(written)) requireSome(output, path);
}

function modules({ files }: Written): readonly string[] {
  return files.filter((path) => path.endsWith(".ts"));
}

/** A tool that read nothing has nothing to say either. */
function requireSome(output: string, text: string): void {
  if (!output.includes(text)) throw new Error(`Not checked: ${text}\n${output}`);
}

function run({ folder }: Written, tool: string, ...args: readonly string[]): string {
  const program = join(ROOT, "node_modules", ".bin", tool);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  const output = stdout + stderr;
  if (status === 0) return output;
  const complaints = output.split("\n").filter((line) => !line.startsWith("/"));
  throw new Error(`${tool} failed:\n${complaints.join("\n")}`);
}
