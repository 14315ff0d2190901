// The order in which feature views are checked: each after those whose features stand beside its rows.
import type { DeclaredFeatureView } from "../ir/declaration.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";

/** Reports each cycle once, at the input that closes it; the views of a cycle come in some order. */
export function inOrderOfInputs(
  views: readonly DeclaredFeatureView[],
  report: Report,
): readonly DeclaredFeatureView[] {
  const named = new Map([...views].reverse().map((view) => [view.name, view]));
  const ordered = new Set<DeclaredFeatureView>();
  const open: DeclaredFeatureView[] = [];
  const visit = (view: DeclaredFeatureView): void => {
    if (ordered.has(view)) return;
    open.push(view);
    for (const input of view.inputs) {
      const inner = named.get(input.view.name);
      if (inner === undefined) continue;
      const start = open.indexOf(inner);
      if (start < 0) visit(inner);
      else {
        const names = [...open.slice(start), inner].map(({ name }) => `'${name}'`);
        report.add(codes.viewCycle, input.view.span, `${names.join(" reads ")}.`, {
          hint: "Let one of them read the source alone.",
        });
      }
    }
    open.pop();
    ordered.add(view);
  };
  views.forEach(visit);
  return [...ordered];
}
