// One list of diagnostics as text, JSON and annotations: the same places in each, whatever the file holds.
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderGithub } from "../../compiler/diagnostics/render-github.ts";
import { renderJson } from "../../compiler/diagnostics/render-json.ts";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";

const text = "const a = 1;\r\n\tconst b = Math.random();\n";
const files = new Map([["definitions/a.ts", text]]);

function at(part: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(part);
  const span = { file: "definitions/a.ts", start, end: start + part.length };
  return { code: "F1031", severity: "error", message: `'${part}' is refused.`, span, ...more };
}

describe("text", () => {
  test("has place, frame, why and hint", () => {
    const diagnostic = at("Math.random", { why: "It differs each time.", hint: "Leave it out." });
    expect(
      renderText([diagnostic], files),
    ).toBe(`definitions/a.ts:2:12 - error F1031: 'Math.random' is refused.

2 |   const b = Math.random();
                ~~~~~~~~~~~
  why   It differs each time.
  hint  Leave it out.
`);
  });

  test("is sorted by file and place, and separated by empty lines", () => {
    const rendered = renderText([at("Math.random"), at("a", { severity: "warning" })], files);
    expect(rendered).toBe(`definitions/a.ts:1:7 - warning F1031: 'a' is refused.

1 | const a = 1;
          ~

definitions/a.ts:2:12 - error F1031: 'Math.random' is refused.

2 |   const b = Math.random();
                ~~~~~~~~~~~
`);
  });

  test("needs neither a place nor the file", () => {
    const nowhere: Diagnostic = { code: "F5001", severity: "error", message: "Gone.", span: null };
    const elsewhere = at("a", { span: { file: "definitions/b.ts", start: 3, end: 4 } });
    expect(renderText([nowhere, elsewhere], files)).toBe(
      "definitions/b.ts - error F1031: 'a' is refused.\n\nerror F5001: Gone.\n",
    );
  });

  test("names other places", () => {
    const span = { file: "definitions/a.ts", start: 0, end: 5 };
    expect(renderText([at("b", { related: [{ message: "used here", span }] })], files)).toContain(
      "\n  see   definitions/a.ts:1:1 used here\n",
    );
  });

  test("stops at the end of the line, and of the file", () => {
    const whole = at("a", { span: { file: "definitions/a.ts", start: 6, end: text.length } });
    expect(renderText([whole], files)).toContain("1 | const a = 1;\n          ~~~~~~\n");
    const end = at("a", { span: { file: "definitions/a.ts", start: text.length, end: text.length } });
    expect(renderText([end], files)).toContain("definitions/a.ts:3:1 - error");
  });

  test("is coloured only when asked", () => {
    const plain = renderText([at("a")], files);
    const colored = renderText([at("a")], files, { color: true });
    expect(plain).not.toContain("\u001B");
    expect(colored).toContain("\u001B[31merror\u001B[39m");
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  test("is empty for nothing", () => {
    expect(renderText([], files)).toBe("");
  });
});

test("JSON has offsets, lines and columns", () => {
  const diagnostic = at("Math.random", { hint: "Leave it out." });
  expect(JSON.parse(renderJson([diagnostic], files))).toEqual([
    {
      code: "F1031",
      severity: "error",
      message: "'Math.random' is refused.",
      range: {
        file: "definitions/a.ts",
        startOffset: 25,
        endOffset: 36,
        start: { line: 2, column: 12 },
        end: { line: 2, column: 23 },
      },
      why: null,
      hint: "Leave it out.",
      related: [],
    },
  ]);
  expect(JSON.parse(renderJson([], files))).toEqual([]);
});

test("annotations escape what GitHub's commands give a meaning", () => {
  const diagnostic = at("Math.random", { message: "100%, a:b", why: "One.", severity: "warning" });
  expect(renderGithub([diagnostic], files)).toBe(
    "::warning file=definitions/a.ts,line=2,endLine=2,col=12,endColumn=23,title=F1031::100%25, a:b%0AOne.\n",
  );
  const odd = at("a", { span: { file: "a,b:c.ts", start: 0, end: 1 } });
  expect(renderGithub([odd], files)).toBe("::error file=a%2Cb%3Ac.ts,title=F1031::'a' is refused.\n");
});
