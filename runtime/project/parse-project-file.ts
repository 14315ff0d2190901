// Reads the text of bifold.yaml: everything wrong with the parts that the chosen environment needs, found at once.
import path from "node:path";
import { parseDocument } from "yaml";
import type { Checked } from "../../compiler/ir/diagnostic.ts";
import type { SourceText } from "../../compiler/ir/span.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import type { Project } from "./project.ts";
import { readEnvironment } from "./read-environment.ts";
import {
  type YamlProblems,
  type YamlRecord,
  readChild,
  readRecord,
  readText,
  refuseUnknownKeys,
  report,
} from "./yaml-record.ts";

const SETTINGS = ["project", "definitions", "generated", "environments"];
const NAME = /^[a-z][a-z0-9_-]*$/;

export interface ParseOptions {
  /** Absolute path of the folder that holds the file. */
  readonly root: string;
  /** As `--env` says; null: `redis` where REDIS_URL is set, else `local`, else the first one. */
  readonly environment: string | null;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export function parseProjectFile(source: SourceText, options: ParseOptions): Checked<Project> {
  const problems: YamlProblems = { file: source.file, found: [] };
  const value = readProject(problems, source.text, options);
  return { value: problems.found.length > 0 ? null : value, diagnostics: problems.found };
}

function readProject(problems: YamlProblems, text: string, options: ParseOptions): Project | null {
  const document = parseDocument(text, { prettyErrors: false });
  for (const { message, pos } of document.errors) {
    const span = { file: problems.file, start: pos[0], end: pos[1] };
    report(problems, "F5102", span, `bifold.yaml is not valid YAML: ${message}.`);
  }
  if (document.errors.length > 0) return null;
  const whole = { file: problems.file, start: 0, end: Math.min(text.length, 1) };
  const file = readRecord(problems, document.contents, "", whole);
  if (file === null) return null;
  refuseUnknownKeys(problems, file, SETTINGS);
  const name = readText(problems, file, "project");
  if (name !== null && !NAME.test(name.text)) {
    report(
      problems,
      "F5103",
      name.span,
      `In bifold.yaml, 'project' is '${name.text}', which is no name.`,
      "Use lower-case letters, digits, '_' and '-', starting with a letter.",
    );
  }
  const folder = (key: string): string =>
    path.resolve(options.root, (file.entries.has(key) ? readText(problems, file, key)?.text : key) ?? key);
  const environment = chooseEnvironment(problems, file, options);
  if (environment === null || name === null) return null;
  return {
    root: options.root,
    name: name.text,
    definitions: folder("definitions"),
    generated: folder("generated"),
    environment,
  };
}

function chooseEnvironment(problems: YamlProblems, file: YamlRecord, options: ParseOptions) {
  const environments = readChild(problems, file, "environments");
  if (environments === null) return null;
  const names = [...environments.entries.keys()];
  const name = options.environment ?? defaultEnvironment(names, options.variables);
  const chosen = name === null ? undefined : environments.entries.get(name);
  if (name === null || chosen === undefined) {
    const near = name === null ? null : nearestName(name, names);
    return report(
      problems,
      "F5107",
      environments.span,
      name === null ? "bifold.yaml names no environment." : `bifold.yaml has no environment '${name}'.`,
      near === null ? `Its environments: ${names.join(", ") || "none"}.` : `Did you mean '${near}'?`,
    );
  }
  const record = readRecord(problems, chosen.node, `environments.${name}`, chosen.span);
  if (record === null) return null;
  const resolve = (relative: string): string => path.resolve(options.root, relative);
  return readEnvironment(problems, record, { name, resolve, variables: options.variables });
}

function defaultEnvironment(
  names: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  if ((variables.REDIS_URL ?? "") !== "" && names.includes("redis")) return "redis";
  return names.includes("local") ? "local" : (names[0] ?? null);
}
