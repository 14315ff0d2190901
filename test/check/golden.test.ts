// Each case is a small project with something wrong in it: what is said of it, word for word. UPDATE_GOLDEN=1 rewrites.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { check } from "../../compiler/check/check.ts";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import { read } from "../../compiler/frontend/read.ts";
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";
import { plan } from "../../compiler/plan/plan.ts";

const CASES = fileURLToPath(new URL("../cases/checking/", import.meta.url));

const cases = readdirSync(CASES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("what checking says", () => {
  it.each(cases)("%s", (name) => {
    const files = filesOf(name);
    const text = renderText(diagnose(files), files) || "Nothing to say.\n";
    const golden = `${CASES}${name}/expected.txt`;
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  it("does not depend on the order of files", () => {
    for (const name of cases) {
      const files = filesOf(name);
      expect(diagnose(new Map([...files].reverse()))).toEqual(diagnose(files));
    }
  });
});

function filesOf(name: string): ReadonlyMap<string, string> {
  const own = readdirSync(`${CASES}${name}`)
    .filter((file) => file.endsWith(".ts"))
    .map((file): [string, string] => [
      `definitions/${file}`,
      readFileSync(`${CASES}${name}/${file}`, "utf8"),
    ]);
  return new Map([...own, ["definitions/world.ts", readFileSync(`${CASES}world.ts`, "utf8")]]);
}

/** A case that cannot even be read is a case of reading. */
function diagnose(files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const declarations = read([...files].map(([file, text]) => ({ file, text })));
  expect(declarations.diagnostics).toEqual([]);
  const { value, diagnostics } = check(declarations.value ?? []);
  expect(value === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  if (value !== null) plan(value);
  return diagnostics;
}
