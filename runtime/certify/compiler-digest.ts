// One hash of all that decides values, or compares them, our code and the engine's version: where it changes, certificates no longer hold.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { engineVersions } from "./engine-versions.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const FOLDERS = [
  "compiler/library",
  "compiler/plan",
  "compiler/backends",
  "runtime/certify",
  "runtime/offline",
];

/**
 * What writes and reads stored rows, puts statements together or says how much is compared, of folders whose other files decide no
 * value: a change of those voids nothing.
 */
const FILES = [
  "runtime/cli/certify-declaration.ts",
  "runtime/functions.ts",
  "runtime/materialize/parts.ts",
  "runtime/online/column-vector.ts",
  "runtime/online/list-bytes.ts",
  "runtime/online/row-codec.ts",
  "runtime/pipeline/inputs-statement.ts",
  "runtime/serving/key-bytes.ts",
  "runtime/serving/row-bytes.ts",
  "runtime/serving/serving-error.ts",
  "runtime/verify/bits.ts",
  "runtime/verify/rows-of.ts",
];

/** SHA-256 in hexadecimal; line ends do not count, since a checkout may change them. `root` holds `compiler` and `runtime`. */
export async function compilerDigest(
  root: string = ROOT,
  engines: readonly string[] = engineVersions(),
): Promise<string> {
  const hash = createHash("sha256");
  for (const engine of engines) hash.update(`${engine}\0`);
  for (const file of await decidingFiles(root)) {
    const text = await readFile(path.join(root, file), "utf8");
    hash.update(`${file}\0${text.replaceAll("\r\n", "\n")}\0`);
  }
  return hash.digest("hex");
}

async function decidingFiles(root: string): Promise<readonly string[]> {
  const inFolders = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(path.join(root, folder), { recursive: true });
      return names
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${folder}/${name.split(path.sep).join("/")}`);
    }),
  );
  return [...inFolders.flat(), ...FILES].sort();
}
