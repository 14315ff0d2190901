// One hash of everything in the compiler that decides values: where it changes, certificates no longer hold.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const COMPILER = fileURLToPath(new URL("../../compiler", import.meta.url));
const FOLDERS = ["library", "plan", "backends"];

/** SHA-256 in hexadecimal; line ends do not count, since a checkout may change them. */
export async function compilerDigest(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of FOLDERS) {
    const names = await readdir(path.join(COMPILER, folder), { recursive: true });
    const files = names.filter((name) => name.endsWith(".ts")).map((name) => name.split(path.sep).join("/"));
    for (const file of files.sort()) {
      const text = await readFile(path.join(COMPILER, folder, file), "utf8");
      hash.update(`${folder}/${file}\0${text.replaceAll("\r\n", "\n")}\0`);
    }
  }
  return hash.digest("hex");
}
