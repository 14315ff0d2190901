// A world as files, read back as any project's data are.
import path from "node:path";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { quoteIdentifier, sqlLiteral, sqlType } from "../../compiler/library/literals.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import type { Probe, Row, World } from "./world.ts";

export interface WorldWriter {
  /** The sources with the paths of their files, relative to the writer's folder. */
  write(world: World, sources: readonly Source[]): Promise<readonly Source[]>;
  writeProbes(view: ViewPlan, probes: readonly Probe[]): Promise<void>;
  /** Questions that are not of a world. */
  writeSpine(columns: readonly Field[], rows: readonly Row[]): Promise<void>;
  /** The file of questions: keys and `as_of`. */
  readonly spine: string;
}

const AS_OF: Field = { name: "as_of", type: { kind: "timestamp", nullable: true } };

export function createWorldWriter(engine: Pick<OfflineEngine, "writeParquet">, folder: string): WorldWriter {
  // Beside the files of sources, which are named as they are: no source may be called so.
  const spine = path.join(folder, "__spine.parquet");
  const writeSpine = async (columns: readonly Field[], rows: readonly Row[]): Promise<void> => {
    await engine.writeParquet(rowsSql([...columns, AS_OF], rows), spine);
  };
  return {
    spine,
    writeSpine,
    async write(world, sources) {
      for (const { name, columns } of sources) {
        const file = path.join(folder, `${name}.parquet`);
        await engine.writeParquet(rowsSql(columns, world.rows[name] ?? []), file);
      }
      return sources.map((source) => ({ ...source, format: "parquet", path: `${source.name}.parquet` }));
    },
    async writeProbes(view, probes) {
      const asked = probes.map(({ key, tau }): Row => {
        const keys = view.keys.map(({ name }, index) => [name, key[index] ?? null] as const);
        return Object.fromEntries([...keys, ["as_of", tau]]);
      });
      await writeSpine(view.keys, asked);
    },
  };
}

/** A row's place in its world; no column's name begins with two underscores. */
const PLACE = "__place";

/** The first line gives the types, and is not among the rows. */
function rowsSql(fields: readonly Field[], rows: readonly Row[]): string {
  const names = fields.map(({ name }) => quoteIdentifier(name));
  const typed = fields.map(({ type }) => `NULL::${fileType(type)}`);
  const lines = rows.map(
    (row, index) =>
      `(${[index, ...fields.map(({ name, type }) => cell(row[name] ?? null, type))].join(", ")})`,
  );
  return `SELECT ${names.join(", ")} FROM (VALUES ${[`(-1, ${typed.join(", ")})`, ...lines].join(", ")}) world(${PLACE}, ${names.join(", ")})
WHERE ${PLACE} >= 0 ORDER BY ${PLACE}`;
}

function fileType(type: ValueType): string {
  if (type.kind === "list" && type.element !== undefined) return `${fileType(type.element)}[]`;
  return type.kind === "decimal" ? `DECIMAL(18, ${type.scale ?? 0})` : sqlType(type);
}

function cell(value: Value, type: ValueType): string {
  if (value === null) return "NULL";
  const { element } = type;
  if (typeof value === "object" && element !== undefined) {
    return `[${value.map((item) => cell(item, element)).join(", ")}]::${fileType(type)}`;
  }
  if (type.kind !== "decimal") return sqlLiteral(value, type);
  // 10^-scale has one digit before the point, so the product is exact.
  const scale = type.scale ?? 0;
  return `(${value}::DECIMAL(18, 0) * ${(10 ** -scale).toFixed(scale)})::DECIMAL(18, ${scale})`;
}
