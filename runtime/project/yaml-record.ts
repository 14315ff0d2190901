// Reads a YAML mapping whose keys are known, and reports each fault at its own place.
import { isMap, isScalar, type Node, type ParsedNode, type YAMLMap } from "yaml";
import type { Diagnostic, DiagnosticCode } from "../../compiler/ir/diagnostic.ts";
import type { Span } from "../../compiler/ir/span.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";

/** A scalar of the file with its place. */
export interface YamlText {
  readonly text: string;
  readonly span: Span;
}

export interface YamlProblems {
  readonly file: string;
  readonly found: Diagnostic[];
}

/** A mapping of the file; `path` is how messages call it, such as `environments.local.online`. */
export interface YamlRecord {
  readonly path: string;
  readonly span: Span;
  readonly entries: ReadonlyMap<string, { readonly node: Node | null; readonly span: Span }>;
}

export function report(
  problems: YamlProblems,
  code: DiagnosticCode,
  span: Span,
  message: string,
  hint?: string,
): null {
  problems.found.push({ code, severity: "error", message, span, ...(hint === undefined ? {} : { hint }) });
  return null;
}

export function spanOf(problems: YamlProblems, node: Node | null | undefined): Span {
  const [start, end] = node?.range ?? [0, 0];
  return { file: problems.file, start, end };
}

/** Null, and a report, where `node` is no mapping. */
export function readRecord(
  problems: YamlProblems,
  node: Node | null,
  path: string,
  span: Span,
): YamlRecord | null {
  const name = path === "" ? "the file" : `'${path}'`;
  if (!isMap(node)) {
    return report(problems, "F5103", span, `In bifold.yaml, ${name} must be a list of \`key: value\`.`);
  }
  const entries = new Map<string, { node: Node | null; span: Span }>();
  for (const { key, value } of (node as YAMLMap<ParsedNode, ParsedNode | null>).items) {
    entries.set(isScalar(key) ? String(key.value) : String(key), {
      node: value,
      span: spanOf(problems, key),
    });
  }
  return { path, span, entries };
}

export function refuseUnknownKeys(
  problems: YamlProblems,
  { path, entries }: YamlRecord,
  known: readonly string[],
): void {
  for (const [key, { span }] of entries) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    const hint = near === null ? `Known here: ${known.join(", ")}.` : `Did you mean '${near}'?`;
    report(problems, "F5104", span, `bifold.yaml has no setting '${join(path, key)}'.`, hint);
  }
}

/** Null, and a report, where the key is missing or its value is no text or number. */
export function readText(problems: YamlProblems, record: YamlRecord, key: string): YamlText | null {
  const entry = record.entries.get(key);
  const name = join(record.path, key);
  if (entry === undefined) {
    return report(problems, "F5105", record.span, `bifold.yaml lacks '${name}'.`);
  }
  if (!isScalar(entry.node) || entry.node.value === null || entry.node.value === "") {
    return report(problems, "F5103", entry.span, `In bifold.yaml, '${name}' must be a text.`);
  }
  return { text: String(entry.node.value), span: spanOf(problems, entry.node) };
}

/** A whole number within bounds. */
export function readInteger(
  problems: YamlProblems,
  record: YamlRecord,
  key: string,
  [least, most]: readonly [number, number],
): number | null {
  const value = readText(problems, record, key);
  if (value === null) return null;
  const number = Number(value.text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  return report(
    problems,
    "F5103",
    value.span,
    `In bifold.yaml, '${join(record.path, key)}' must be a whole number from ${least} to ${most}, not '${value.text}'.`,
  );
}

export function readChild(problems: YamlProblems, record: YamlRecord, key: string): YamlRecord | null {
  const entry = record.entries.get(key);
  const path = join(record.path, key);
  if (entry === undefined) return report(problems, "F5105", record.span, `bifold.yaml lacks '${path}'.`);
  return readRecord(problems, entry.node, path, entry.span);
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
