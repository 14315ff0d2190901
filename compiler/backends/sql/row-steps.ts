// The rows of the asked entities; which entities are hot; and the hot ones' rows.
import { rowColumns } from "./atoms.ts";
import { keyEquality } from "./probe-steps.ts";
import { keptRows, sourceWithKeys, withDerived } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import { strategiesOf } from "./strategies.ts";
import { longestReach, type ViewContext } from "./view-context.ts";

/** The source's rows of the asked entities. */
export function askedRows(context: ViewContext): string {
  return `(
  SELECT f.*, k.__key_id
  FROM ${sourceWithKeys(context)} f JOIN ${context.step("distinct_keys")} k ON ${keyEquality(context, "f", "k")}
)`;
}

/** `from` holds those rows, and the features that stand beside them. The second step is the rows whole. */
export function rowSteps(context: ViewContext, from: string): readonly Step[] {
  const { view, step } = context;
  return [
    {
      name: step("kept_rows"),
      comment: `${view.name}: what happened to them`,
      body: keptRows(context, from, ["__key_id"], rowColumns(context)),
    },
    {
      name: step("rows"),
      comment: `${view.name}: and from which cut on it counts`,
      view: true,
      body: withDerived(context, step("kept_rows")),
    },
  ];
}

/**
 * A key is hot when joining its probes with its rows would cost more than indexing both. A probe is joined with the rows of two
 * spans as long as it looks back (cold-steps.ts): about the part of the key's history that they cover.
 */
export function weighStep(context: ViewContext): Step {
  const { step } = context;
  const factor =
    context.tuning.hotFactor ??
    Math.max(...strategiesOf(context).map((strategy) => strategy.hotFactor(context)));
  const reach = longestReach(context);
  const joined = reach === null ? "n" : `n * least(1, ${2 * reach} / (span + 1))`;
  const span = reach === null ? "" : ", (max(__et) - min(__et))::DOUBLE AS span";
  return {
    name: step("keys"),
    comment: `${context.view.name}: hot entities are indexed, the others joined row by row`,
    body: `SELECT k.*, coalesce(r.joined * p.n > ${factor} * (r.n + p.n), false) AS __hot
FROM ${step("distinct_keys")} k
LEFT JOIN (
  SELECT __key_id, n, ${joined} AS joined
  FROM (SELECT __key_id, count(*)::DOUBLE AS n${span} FROM ${step("rows")} GROUP BY __key_id)
) r USING (__key_id)
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("probes")} GROUP BY __key_id) p USING (__key_id)`,
    frees: [step("distinct_keys")],
  };
}

/** Beyond as many readers, a copy of the hot rows costs less than to filter all rows for each. */
const FEW_READERS = 2;

/** The hot ones of the view's rows, for `readers`: the text of what reads them. */
export function hotRowSteps(context: ViewContext, readers: readonly string[]): readonly Step[] {
  const { view, step } = context;
  const name = step("hot_rows");
  const comment = `${view.name}: rows of hot entities`;
  const hot = `SELECT r.* FROM ${step("kept_rows")} r JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot`;
  const times = readers.reduce((sum, text) => sum + text.split(name).length - 1, 0);
  if (times <= FEW_READERS) return [{ name, comment, view: true, body: withDerived(context, `(${hot})`) }];
  const kept = step("hot_kept_rows");
  return [
    { name: kept, comment, body: hot, frees: [step("kept_rows")] },
    { name, view: true, body: withDerived(context, kept) },
  ];
}
