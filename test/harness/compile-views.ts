// Definitions as text to a checked plan, for tests that need one in the author's own words.
import { check } from "../../compiler/check/check.ts";
import { read } from "../../compiler/frontend/read.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { plan } from "../../compiler/plan/plan.ts";

/** Throws with the diagnostics if there are errors. */
export function planOf(text: string): { readonly program: Program; readonly plan: Plan } {
  const declarations = read([{ file: "definitions/test.ts", text }]);
  const program = declarations.value === null ? null : check(declarations.value);
  const diagnostics = [...declarations.diagnostics, ...(program?.diagnostics ?? [])];
  if (!program?.value) throw new Error(diagnostics.map((each) => `${each.code} ${each.message}`).join("\n"));
  return { program: program.value, plan: plan(program.value) };
}
