// A script as a list of named steps, each a temporary table or view, then the statement that gives the result.
import { joinScript } from "../../library/script.ts";

export interface Step {
  readonly name: string;
  readonly body: string;
  /** Why it is there, printed above it. */
  readonly comment?: string;
  /** Views are read once; everything that is read several times, or numbers rows, is a table. */
  readonly view?: boolean;
  /** Tables of earlier steps that nothing reads after this one. */
  readonly frees?: readonly string[];
}

/** The tables that steps make and do not free themselves. */
export function leftOf(steps: readonly Step[]): readonly string[] {
  const freed = new Set(steps.flatMap(({ frees }) => frees ?? []));
  return steps.filter(({ name, view }) => !view && !freed.has(name)).map(({ name }) => name);
}

/**
 * One table a step, rather than one WITH for all: an engine holds every part of a WITH until its end, but spills and
 * frees tables, so memory is bounded by the largest view and not by their sum.
 */
export function printScript(steps: readonly Step[], select: string): string {
  const printed = steps.map(({ name, body, comment, view, frees = [] }) => {
    const reason = comment === undefined ? "" : `-- ${comment}\n`;
    const drops = frees.map((table) => `DROP TABLE ${table};\n`).join("");
    return `${reason}CREATE OR REPLACE TEMP ${view ? "VIEW" : "TABLE"} ${name} AS\n${body};\n${drops}`;
  });
  return joinScript(printed, select);
}
