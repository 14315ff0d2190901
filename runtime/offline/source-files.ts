// The files behind a source's path: the one that it names, or all that a pattern matches, in the order of their paths.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "../../compiler/ir/program.ts";
import { UserError } from "../user-error.ts";
import { asPattern } from "./file-columns.ts";
import { literal } from "./sql-text.ts";

/** Absolute paths, one at least; @throws UserError F5001 where there is none, F5002 where one is of no bytes. */
export async function sourceFiles(
  connection: DuckDBConnection,
  source: Pick<Source, "name" | "path" | "format">,
  root: string,
): Promise<readonly string[]> {
  const files = await matched(connection, source, root);
  for (const file of files) {
    if ((await stat(file)).size > 0) continue;
    throw new UserError({
      code: "F5002",
      message: `Source '${source.name}': ${path.isAbsolute(source.path) ? file : path.relative(root, file)} is empty (0 bytes).`,
      hint: "Write the file again; a half-written export looks like this.",
    });
  }
  return files;
}

async function matched(
  connection: DuckDBConnection,
  { name, path: declared, format }: Pick<Source, "name" | "path" | "format">,
  root: string,
): Promise<readonly string[]> {
  const file = path.resolve(root, declared);
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return [file];
  if (found?.isDirectory()) {
    throw new UserError({
      code: "F5001",
      message: `Source '${name}': ${declared} is a folder.`,
      hint: `Say which of its files are meant: ${format}("${declared.replace(/\/+$/, "")}/*.${format}").`,
    });
  }
  const isPattern = /[*?[]/.test(declared);
  const files = isPattern ? await glob(connection, declared, root) : [];
  if (files.length > 0) return files;
  throw new UserError({
    code: "F5001",
    message: isPattern
      ? `Source '${name}': no file matches ${declared}.`
      : `Source '${name}': there is no file ${declared}.`,
    hint: "Paths are relative to the folder of bifold.yaml.",
  });
}

async function glob(
  connection: DuckDBConnection,
  declared: string,
  root: string,
): Promise<readonly string[]> {
  const pattern = path.isAbsolute(declared) ? declared : path.join(asPattern(path.resolve(root)), declared);
  const reader = await connection.runAndReadAll(`SELECT DISTINCT file FROM glob(${literal(pattern)})`);
  return reader
    .getRows()
    .map(([file]) => path.resolve(String(file)))
    .sort();
}
