// The guide's examples are one project that compiles without a word.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";

const GUIDE = fileURLToPath(new URL("../../docs/composition.md", import.meta.url));
const VOCABULARY =
  "count, entity, featureView, mean, parquet, requestView, role, source, sum, t, trainingSet, union";

test("docs/composition.md compiles", () => {
  const blocks = [...readFileSync(GUIDE, "utf8").matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  expect(blocks.length).toBe(6);
  const text = `import { ${VOCABULARY} } from "bifold";\n${blocks.join("\n")}`;
  const { value, diagnostics } = compile([{ file: "definitions/guide.ts", text }]);
  expect(diagnostics).toEqual([]);
  const paths = value?.artifacts.map(({ path }) => path);
  expect(paths).toContain("sql/training_sets/transfers.unfinished.sql");
});
