// A feature over several windows, or parted by several values, becomes one feature each, named for it.
import type { DeclaredEntry, DeclaredExpression } from "../ir/declaration.ts";
import { chainOf, type ChainStep, rebuild } from "./aggregate-chain.ts";
import { type FanValue, readFan } from "./fan-values.ts";
import type { Report } from "./report.ts";
import { literalText } from "./time.ts";

/**
 * `n: count().over(["1h", "1d"])` gives `n_1h` and `n_1d`, `n: count().over("1d").by(x, ["a", "b"])` gives `n_a` and
 * `n_b`, both together `n_1h_a` and so on. Other entries stay as they are. Rules, which expand what was checked
 * before, give no report.
 */
export function expandFeatures(
  entries: readonly DeclaredEntry[],
  report: Report | null = null,
): readonly DeclaredEntry[] {
  return entries.flatMap((entry) => overWindows(entry).flatMap((each) => byValues(each, report)));
}

function overWindows(entry: DeclaredEntry): readonly DeclaredEntry[] {
  const chain = chainOf(entry.value);
  const [step] = chain.windows;
  const list = step?.name === "over" ? step.args[1] : undefined;
  if (list?.kind !== "list" || list.items.length === 0) return [entry];
  return list.items.map((window) => ({
    ...entry,
    name: `${entry.name}_${literalText(window)?.text ?? "window"}`,
    value: rebuild(chain, (each) => {
      const [, given, ...options] = each.args;
      const others = given === undefined ? [] : [given, ...options];
      return { name: each.name, args: each === step ? [window, ...options] : others };
    }),
  }));
}

function byValues(entry: DeclaredEntry, report: Report | null): readonly DeclaredEntry[] {
  const chain = chainOf(entry.value);
  const [step, second] = chain.fans;
  if (step === undefined) return [entry];
  const values = readFan(entry, step, second, report);
  return values.map((value) => ({
    ...entry,
    name: `${entry.name}_${value.name}`,
    value: rebuild(chain, (each) =>
      each === step
        ? { name: "where", args: [equals(each, value)] }
        : { name: each.name, args: each.args.slice(1) },
    ),
  }));
}

/** `column === value`, which no null satisfies. */
function equals({ args, span }: ChainStep, { literal }: FanValue): DeclaredExpression {
  const column = args[1] ?? literal;
  return {
    kind: "call",
    form: "operator",
    name: "===",
    args: [column, literal],
    span,
    nameSpan: column.span,
  };
}
