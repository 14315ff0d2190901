// A hop that divides neither its window nor the refresh makes windows of changing length.
import type { DeclaredExpression, DeclaredText } from "../../ir/declaration.ts";
import { parseDuration } from "../../library/time-text.ts";
import { isChainStep, type ChainStep } from "../aggregate-chain.ts";
import { codes } from "../codes.ts";
import { literalText } from "../time.ts";
import type { Rule } from "./rule.ts";

export const evenHops: Rule = ({ soundParts, report }) => {
  for (const [{ features, refresh }, view] of soundParts) {
    for (const { hop, windows } of features.flatMap(({ value }) => hopsIn(value))) {
      const step = parseDuration(hop.text);
      if (step === null || step === 0) continue;
      // One that is longer than its window was refused.
      const uneven = windows.find((window) => {
        const length = parseDuration(window.text) ?? 0;
        return length > step && length % step !== 0;
      });
      if (uneven !== undefined) {
        report.add(
          codes.hopUneven,
          hop.span,
          `The hop '${hop.text}' does not divide its window '${uneven.text}'.`,
          {
            severity: "warning",
            hint: "Choose a hop of which the window is a multiple.",
          },
        );
      }
      const every = view.refresh?.every ?? null;
      if (every === null || refresh.mode !== "every" || every % step === 0 || step % every === 0) continue;
      report.add(
        codes.hopUneven,
        hop.span,
        `The hop '${hop.text}' and the refresh '${refresh.every.text}' divide one another neither way.`,
        {
          severity: "warning",
          hint: "Choose a hop that is a multiple of the refresh, or divides it.",
          related: [{ message: "refreshed here", span: refresh.span }],
        },
      );
    }
  }
};

interface DeclaredHop {
  readonly hop: DeclaredText;
  readonly windows: readonly DeclaredText[];
}

/** Shared parts are walked once. */
function hopsIn(root: DeclaredExpression): readonly DeclaredHop[] {
  const found: DeclaredHop[] = [];
  const seen = new Set<DeclaredExpression>();
  const walk = (node: DeclaredExpression): void => {
    if (node.kind !== "call" || seen.has(node)) return;
    seen.add(node);
    const hop = isChainStep(node) ? hopOf(node) : null;
    if (hop !== null) found.push(hop);
    node.args.forEach(walk);
  };
  walk(root);
  return found;
}

function hopOf({ name, args: [, given, options] }: ChainStep): DeclaredHop | null {
  const record = options?.kind === "record" ? options : null;
  const hop = optionOf(record, "hop");
  if (hop === null) return null;
  const lengths = given?.kind === "list" ? given.items : given === undefined ? [] : [given];
  const within = optionOf(record, "within");
  const windows = name === "over" ? lengths.map(literalText) : [within];
  return { hop, windows: windows.filter((window) => window !== null) };
}

function optionOf(
  record: (DeclaredExpression & { kind: "record" }) | null,
  name: string,
): DeclaredText | null {
  const value = record?.fields.find((field) => field.name === name)?.value;
  return value === undefined ? null : literalText(value);
}
