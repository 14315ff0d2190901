// The guide to writing features: every example in it is type-checked as an editor does, read, checked and planned.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { check } from "../../compiler/check/check.ts";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import { read } from "../../compiler/frontend/read.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import { plan } from "../../compiler/plan/plan.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILE = "definitions/guide.ts";
const guide = readFileSync(`${ROOT}docs/writing-features.md`, "utf8");

const blocks = [...guide.matchAll(/^```(ts[^\n]*)\n(.*?)^```$/gms)].map(([, kind = "", text = ""]) => ({
  kind,
  text,
}));

/** Nothing reads the guide's views. */
const ADVICE: ReadonlySet<string> = new Set(["F2140", "F2141"]);

/** Whole declarations stand as they are; features get a view of their own. */
function guideAsFile(): string {
  const names = new Set(guide.match(/\b[a-z][A-Za-z]*(?=\()/g));
  const vocabulary = [...VOCABULARY].filter((name) => names.has(name) || name === "t");
  const bodies = blocks.map(({ kind, text }, at) => {
    if (kind === "ts") return text;
    return `export const guide_${at} = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({\n${text}}),
  refresh: { every: "10m" },
});`;
  });
  return [`import { ${vocabulary.join(", ")} } from "bifold";`, ...bodies].join("\n\n");
}

const VOCABULARY = new Set([
  ...Object.values(aggregations)
    .map(({ name }) => name)
    .filter((name) => name !== "latest"),
  ...[
    "entity",
    "featureView",
    "parquet",
    "requestView",
    "secondsSinceLast",
    "share",
    "source",
    "t",
    "trainingSet",
  ],
]);

it("is what the compiler takes", () => {
  const text = guideAsFile();
  const declarations = read([{ file: FILE, text }]);
  const checked = declarations.value === null ? null : check(declarations.value);
  const said = [...declarations.diagnostics, ...(checked?.diagnostics ?? [])].filter(
    ({ code }) => !ADVICE.has(code),
  );
  expect(renderText(said, new Map([[FILE, text]]))).toBe("");
  const program = checked?.value;
  expect(program).toBeTruthy();
  if (program) plan(program);
});

it("shows every aggregation", () => {
  const features = blocks.map(({ text }) => text).join("\n");
  const missing = [...VOCABULARY].filter((name) => name !== "t" && !features.includes(`${name}(`));
  expect(missing).toEqual([]);
});

it("has no red in the editor", () => {
  const folder = `${ROOT}.bifold/guide-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(`${folder}/guide.ts`, guideAsFile());
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: "../../tsconfig.json", include: ["guide.ts"], exclude: [] }),
    );
    execFileSync(`${ROOT}node_modules/.bin/tsc`, ["--noEmit", "-p", folder], { encoding: "utf8" });
  } catch (error) {
    expect((error as { stdout?: string }).stdout ?? String(error)).toBe("");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
