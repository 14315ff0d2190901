// An aggregate as its author chained it: `sum(x).where(c).over("7d").by(y, ["a"])`, in whatever order.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";

const CONDITION = "where";
const FAN = "by";
const WINDOWS: ReadonlySet<string> = new Set(["over", "overAll", "overLast"]);

/** One step of a chain: its first argument is what stands before it. */
export type ChainStep = DeclaredCall;

export interface Chain {
  /** What stands at the beginning: a call of an aggregation, if all is well. */
  readonly head: DeclaredExpression;
  /** From the head on. */
  readonly steps: readonly ChainStep[];
  readonly conditions: readonly ChainStep[];
  readonly windows: readonly ChainStep[];
  readonly fans: readonly ChainStep[];
}

/** `anything.over(...)`, `anything.where(...)`: no value has methods of these names. */
export function isChainStep(node: DeclaredExpression): node is ChainStep {
  if (node.kind !== "call" || node.form !== "method") return false;
  return node.name === CONDITION || node.name === FAN || WINDOWS.has(node.name);
}

export function chainOf(node: DeclaredExpression): Chain {
  const steps: ChainStep[] = [];
  let head = node;
  while (isChainStep(head)) {
    const [receiver] = head.args;
    if (receiver === undefined) break;
    steps.unshift(head);
    head = receiver;
  }
  return {
    head,
    steps,
    conditions: steps.filter(({ name }) => name === CONDITION),
    windows: steps.filter(({ name }) => WINDOWS.has(name)),
    fans: steps.filter(({ name }) => name === FAN),
  };
}

/** The chain with other steps, as if the author had written them; `replace` gives the name and what it is called with. */
export function rebuild(
  { head, steps }: Pick<Chain, "head" | "steps">,
  replace: (step: ChainStep) => {
    readonly name: string;
    readonly args: readonly DeclaredExpression[];
  },
): DeclaredExpression {
  return steps.reduce<DeclaredExpression>((receiver, step) => {
    const { name, args } = replace(step);
    return { ...step, name, args: [receiver, ...args] };
  }, head);
}
