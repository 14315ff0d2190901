// Which expressions a condition proves not to be null, in the branch where it holds or in the one where it does not.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Shape } from "./structure.ts";

/** Structural ids known not to be null here. */
export type Facts = ReadonlySet<number>;

export const NO_FACTS: Facts = new Set();

/** Both; one of them itself where the other adds nothing, so that what is known of it stays known. */
export function together(facts: Facts, more: Facts): Facts {
  return more.size === 0 ? facts : new Set([...facts, ...more]);
}

/** What holds once `condition` came out as `outcome`. */
export function narrow(
  facts: Facts,
  condition: DeclaredExpression,
  outcome: boolean,
  shapeOf: (node: DeclaredExpression) => Shape,
): Facts {
  const found: DeclaredExpression[] = [];
  collect(condition, outcome, found);
  const fresh = found.map((node) => shapeOf(node).id).filter((id) => !facts.has(id));
  return fresh.length === 0 ? facts : new Set([...facts, ...fresh]);
}

function collect(condition: DeclaredExpression, outcome: boolean, found: DeclaredExpression[]): void {
  if (condition.kind !== "call" || condition.form !== "operator") return;
  const [left, right] = condition.args;
  if (left === undefined) return;
  if (condition.name === "!") collect(left, !outcome, found);
  if (right === undefined) return;
  const all = condition.name === "&&" ? true : condition.name === "||" ? false : null;
  if (all === outcome) {
    collect(left, outcome, found);
    collect(right, outcome, found);
  }
  const equal = condition.name === "===" ? outcome : condition.name === "!==" ? !outcome : null;
  if (equal === null) return;
  for (const [node, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (node.kind === "literal" || other.kind !== "literal") continue;
    // `x === null` failing and `x === 5` holding both prove that x has a value.
    if ((other.value.type === "null") !== equal) found.push(node);
  }
}
