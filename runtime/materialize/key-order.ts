// A job's script with its rows in the order of their key bytes, and an end that tells it from a stream cut short.
import type { Field } from "../../compiler/ir/value-type.ts";
import { quoteIdentifier } from "../../compiler/library/literals.ts";
import { joinScript, splitScript } from "../../compiler/library/script.ts";

/**
 * The job's rows, then one row whose keys are null, which no job has: DuckDB ends a stream without an error when
 * another statement runs on its connection. The keys are the first columns; strings compare by length first. `slots` are
 * the other columns' names.
 */
export function inKeyOrder(sql: string, keys: readonly Field[], slots: readonly string[] = []): string {
  const { steps, result } = splitScript(sql);
  const select = result.replace(/;\s*$/, "");
  const order = keys.flatMap(({ type }, index) => {
    const column = `#${index + 1} NULLS LAST`;
    return type.kind === "string" ? [`strlen(#${index + 1}) NULLS LAST`, column] : [column];
  });
  const { columns, alias, first } = namesOf(keys, slots);
  const ordered = `SELECT ${columns} FROM (
SELECT * FROM (
${select}
)${alias}
UNION ALL BY NAME SELECT NULL AS ${first}
) ORDER BY ${order.join(", ")}`;
  return steps === "" ? ordered : joinScript([steps], ordered);
}

/** A key may be called as a slot is: below the result, where two columns of one name are no table, keys have other names. */
function namesOf(keys: readonly Field[], slots: readonly string[]) {
  if (!keys.some(({ name }) => slots.includes(name))) {
    return { columns: "*", alias: "", first: quoteIdentifier(keys[0]?.name ?? "") };
  }
  const carried = keys.map((_, index) => `__key_${index}`);
  const named = keys.map(({ name }, index) => `${carried[index]} AS ${quoteIdentifier(name)}`);
  return {
    columns: [...named, `* EXCLUDE (${carried.join(", ")})`].join(", "),
    alias: ` job(${carried.join(", ")})`,
    first: "__key_0",
  };
}
