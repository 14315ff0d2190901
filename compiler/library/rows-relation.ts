// The relation that a view's rows are read from: a source by its name, or the rows of a union's sources in one shape.
import type { Union } from "../ir/program.ts";
import { emitSql } from "./emit.ts";
import { quoteIdentifier } from "./literals.ts";
import { rawSql } from "./sql.ts";
import { SqlStages } from "./sql-stages.ts";

/** What may follow FROM; `union` is null for a source. */
export function rowsRelation(name: string, union: Pick<Union, "parts"> | null): string {
  if (union === null) return quoteIdentifier(name);
  const parts = union.parts.map(({ source, columns }) => {
    const stages = new SqlStages("__u");
    const outputs = columns.map((column) => ({
      name: column.name,
      value: emitSql(column.expression, stages, ([path = ""]) => rawSql(quoteIdentifier(path))),
    }));
    return stages.wrap(quoteIdentifier(source), [], outputs);
  });
  return `(\n${parts.join("\nUNION ALL\n")}\n)`;
}
