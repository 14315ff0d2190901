// A world as files, read back as any project's data are.
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { quoteIdentifier, sqlLiteral, sqlType } from "../../compiler/library/literals.ts";
import type { Row, World } from "./world.ts";

export interface WorldWriter {
  /** The sources with the paths of their files, relative to the writer's folder. */
  write(world: World, sources: readonly Source[], view: ViewPlan): Promise<readonly Source[]>;
  /** Questions that are not of a world; their time is null. */
  writeSpine(columns: readonly Field[], rows: readonly Row[]): Promise<void>;
  /** The file of questions: keys and `as_of`. */
  readonly spine: string;
  close(): void;
}

const AS_OF: Field = { name: "as_of", type: { kind: "timestamp", nullable: true } };

export async function createWorldWriter(folder: string): Promise<WorldWriter> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const spine = path.join(folder, "spine.parquet");
  const writeSpine = (columns: readonly Field[], rows: readonly Row[]): Promise<void> =>
    writeRows(connection, spine, [...columns, AS_OF], rows);
  return {
    spine,
    writeSpine,
    async write(world, sources, view) {
      for (const { name, columns } of sources) {
        await writeRows(connection, path.join(folder, `${name}.parquet`), columns, world.rows[name] ?? []);
      }
      const asked = world.probes.map(({ key, tau }): Row => {
        const keys = view.keys.map(({ name }, index) => [name, key[index] ?? null] as const);
        return Object.fromEntries([...keys, ["as_of", tau]]);
      });
      await writeSpine(view.keys, asked);
      return sources.map((source) => ({ ...source, format: "parquet", path: `${source.name}.parquet` }));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function writeRows(
  connection: DuckDBConnection,
  file: string,
  fields: readonly Field[],
  rows: readonly Row[],
): Promise<void> {
  const columns = fields.map(({ name, type }) => `${quoteIdentifier(name)} ${fileType(type)}`);
  await connection.run(`CREATE OR REPLACE TABLE world (${columns.join(", ")})`);
  const lines = rows.map(
    (row) => `(${fields.map(({ name, type }) => cell(row[name] ?? null, type)).join(", ")})`,
  );
  if (lines.length > 0) await connection.run(`INSERT INTO world VALUES ${lines.join(", ")}`);
  await connection.run(`COPY world TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`);
}

function fileType(type: ValueType): string {
  return type.kind === "decimal" ? `DECIMAL(18, ${type.scale ?? 0})` : sqlType(type);
}

function cell(value: Value, type: ValueType): string {
  if (value === null) return "NULL";
  if (type.kind !== "decimal") return sqlLiteral(value, type);
  // 10^-scale has one digit before the point, so the product is exact.
  const unit = `${10 ** -(type.scale ?? 0)}`;
  return `(${value}::DECIMAL(18, 0) * ${Number(unit).toFixed(type.scale ?? 0)})`;
}
