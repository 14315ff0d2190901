// Logged predictions as a relation of SQL, with the types that the deployment declares.
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Field } from "../../compiler/ir/value-type.ts";
import { identifier, literal } from "../offline/sql-text.ts";

/** Lists and decimals are no columns to join by. */
const TYPES: Readonly<Partial<Record<Field["type"]["kind"], string>>> = {
  int64: "BIGINT",
  float64: "DOUBLE",
  bool: "BOOLEAN",
  string: "VARCHAR",
  timestamp: "BIGINT",
};

export interface LogShape {
  readonly requestFields: readonly Field[];
  readonly inputs: readonly Field[];
}

export async function logFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .map((name) => path.join(folder, name));
}

export function joinableFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ type }) => TYPES[type.kind] !== undefined);
}

/** A line that was cut short by a crash is left out. */
export function logRelation(files: readonly string[], { requestFields, inputs }: LogShape): string {
  const request = joinableFields(requestFields).map(
    ({ name, type }) => `${identifier(name)} ${TYPES[type.kind]}`,
  );
  const features = inputs.map(({ name }) => `${identifier(name)} DOUBLE`);
  const columns = [
    "as_of: 'BIGINT'",
    "version: 'VARCHAR'",
    "score: 'DOUBLE'",
    ...(request.length === 0 ? [] : [`request: ${literal(`STRUCT(${request.join(", ")})`)}`]),
    ...(features.length === 0 ? [] : [`features: ${literal(`STRUCT(${features.join(", ")})`)}`]),
  ];
  return `read_json([${files.map(literal).join(", ")}], format = 'newline_delimited', ignore_errors = true, columns = {${columns.join(", ")}})`;
}
