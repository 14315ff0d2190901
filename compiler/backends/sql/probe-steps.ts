// Whom and when a view is asked about: distinct keys and cuts of the spine, each numbered once.
import type { Step } from "./statement.ts";
import { carriedKeys, type ViewContext } from "./view-context.ts";
import { cutOf } from "./cuts.ts";

export function probeSteps(context: ViewContext): readonly Step[] {
  const { view, dialect, step } = context;
  const keys = view.keys.map((key) => dialect.identifier(key.name));
  const carried = carriedKeys(view);
  const distinctKeys: Step = {
    name: step("distinct_keys"),
    comment: `${view.name}: the entities that the spine asks about`,
    body: `SELECT row_number() OVER ()::UINTEGER AS __key_id, ${carried.join(", ")}
FROM (SELECT DISTINCT ${keys.map((key, index) => `${key} AS ${carried[index]}`).join(", ")} FROM ${context.asked} WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(" AND ")})`,
  };
  const probes: Step = {
    name: step("probes"),
    comment: `${view.name}: the instants it is asked about, as cuts of its refresh`,
    body: `SELECT row_number() OVER ()::UINTEGER AS __probe_id, __key_id, __cut
FROM (
  SELECT DISTINCT k.__key_id, ${cutOf(context, "s.__tau")} AS __cut
  FROM ${context.asked} s JOIN ${step("distinct_keys")} k ON ${askedKeyEquality(context, "s", "k")}
  WHERE s.__tau IS NOT NULL
)`,
  };
  return [distinctKeys, probes];
}

function askedKeyEquality({ view, dialect }: ViewContext, asked: string, keys: string): string {
  const carried = carriedKeys(view);
  return view.keys
    .map(({ name }, index) => `${asked}.${dialect.identifier(name)} = ${keys}.${carried[index]}`)
    .join(" AND ");
}

export function keyEquality({ view }: ViewContext, left: string, right: string): string {
  return carriedKeys(view)
    .map((key) => `${left}.${key} = ${right}.${key}`)
    .join(" AND ");
}

/** SELECT of those of hot keys: `columns` of `__probe_id`, `__key_id` and `__cut`. */
export function hotProbes({ step }: ViewContext, columns: readonly string[]): string {
  return `SELECT ${columns.join(", ")} FROM ${step("probes")} JOIN ${step("keys")} USING (__key_id) WHERE __hot`;
}
