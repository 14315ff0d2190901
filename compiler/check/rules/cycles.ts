// Request views that read one another in a circle: no value comes first.
import type { DeclaredRequestView } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const cycles: Rule = ({ catalog, report }) => {
  const views = new Map(catalog.all("request_view").map((view) => [view.name, view]));
  const done = new Set<string>();
  for (const start of views.values()) walk(start, []);

  function walk(view: DeclaredRequestView, path: readonly DeclaredRequestView[]): void {
    const begin = path.indexOf(view);
    if (begin >= 0) {
      const circle = path.slice(begin);
      const names = [...circle, view].map(({ name }) => `'${name}'`).join(" reads ");
      report.add(codes.cycle, view.nameSpan, `${names}.`, {
        hint: "Let one of them read feature views only.",
        related: circle
          .slice(1)
          .map(({ name, nameSpan }) => ({ message: `'${name}' is here`, span: nameSpan })),
      });
      return;
    }
    if (done.has(view.name)) return;
    for (const input of view.inputs) {
      const next = views.get(input.view.name);
      if (next !== undefined) walk(next, [...path, view]);
    }
    done.add(view.name);
  }
};
