// A job's script with its rows in the order of their key bytes, and an end that tells it from a stream cut short.
import type { Field } from "../../compiler/ir/value-type.ts";
import { joinScript, splitScript } from "../../compiler/library/script.ts";

/**
 * The job's rows, then one row whose keys are null, which no job has: DuckDB ends a stream without an error when
 * another statement runs on its connection. The keys are the first columns; strings compare by length first.
 */
export function inKeyOrder(sql: string, keys: readonly Field[]): string {
  const { steps, result } = splitScript(sql);
  const select = result.replace(/;\s*$/, "");
  const first = `"${(keys[0]?.name ?? "").replaceAll('"', '""')}"`;
  const order = keys.flatMap(({ type }, index) => {
    const column = `#${index + 1} NULLS LAST`;
    return type.kind === "string" ? [`strlen(#${index + 1}) NULLS LAST`, column] : [column];
  });
  const ordered = `SELECT * FROM (
SELECT * FROM (
${select}
)
UNION ALL BY NAME SELECT NULL AS ${first}
) ORDER BY ${order.join(", ")}`;
  return steps === "" ? ordered : joinScript([steps], ordered);
}
