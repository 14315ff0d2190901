// Each folder of test/cases/reading tells one story: definition files, and the diagnostics or declarations they give.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import { codes } from "../../compiler/frontend/codes.ts";
import { read } from "../../compiler/frontend/read.ts";
import type { SourceText, Span } from "../../compiler/ir/span.ts";

const ROOT = join(import.meta.dirname, "../cases/reading");
const update = process.env.UPDATE_GOLDEN === "1";
const cases = readdirSync(ROOT).sort();

function filesOf(name: string): readonly SourceText[] {
  const folder = join(ROOT, name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return files.map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/** JSON in which each place shows the text that stands there. */
function declarationsOf(files: readonly SourceText[]): string {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const show = ({ file, start, end }: Span) => {
    const [first = "", ...rest] = (texts.get(file) ?? "").slice(start, end).split("\n");
    return `${file}:${start} ${first}${rest.length > 0 ? "..." : ""}`;
  };
  const { value } = read(files);
  return `${JSON.stringify(value, (key, at) => (/span$/i.test(key) ? show(at) : at), 1)}\n`;
}

function diagnosticsOf(files: readonly SourceText[]): string {
  return renderText(read(files).diagnostics, new Map(files.map(({ file, text }) => [file, text])));
}

function golden(path: string, actual: string): void {
  if (update) writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, "utf8"));
}

describe.each(cases)("%s", (name) => {
  const files = filesOf(name);
  const positive = name.startsWith("positive-");

  test("gives what is expected", () => {
    const diagnostics = diagnosticsOf(files);
    if (positive) {
      expect(diagnostics).toBe("");
      golden(join(ROOT, name, "expected.json"), declarationsOf(files));
    } else {
      expect(diagnostics).not.toBe("");
      golden(join(ROOT, name, "expected.txt"), diagnostics);
    }
  });

  test("gives the same whatever the order of files", () => {
    const reversed = [...files].reverse();
    expect(JSON.stringify(read(reversed))).toBe(JSON.stringify(read(files)));
  });
});

test("every code has a case", () => {
  const texts = cases.map((name) => join(ROOT, name, "expected.txt")).filter((path) => existsSync(path));
  const all = texts.map((path) => readFileSync(path, "utf8")).join("\n");
  const uncovered = Object.values(codes).filter(({ code }) => !all.includes(` ${code}: `));
  expect(uncovered).toEqual([]);
});

test("no code is used twice", () => {
  const used = Object.values(codes).map(({ code }) => code);
  expect(new Set(used).size).toBe(used.length);
});
