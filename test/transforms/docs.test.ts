// The guide's examples are one project that compiles without a word.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";

const GUIDE = fileURLToPath(new URL("../../docs/transforms.md", import.meta.url));
const VOCABULARY =
  "count, entity, featureView, fit, last, mean, mode, model, parquet, quantile, source, stddev, t, topK, trainingSet";

test("docs/transforms.md compiles", () => {
  const blocks = [...readFileSync(GUIDE, "utf8").matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  expect(blocks.length).toBe(2);
  const text = `import { ${VOCABULARY} } from "bifold";\n${blocks.join("\n")}`;
  const { value, diagnostics } = compile([{ file: "definitions/guide.ts", text }]);
  expect(diagnostics).toEqual([]);
  const paths = value?.artifacts.map(({ path }) => path);
  expect(paths).toContain("sql/models/return_model.fits.sql");
  expect(paths).toContain("serving/models/return_model.ts");
});
