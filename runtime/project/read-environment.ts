// One environment of bifold.yaml: its stores, engines and addresses, with `${NAME}` replaced from the environment.
import type { Span } from "../../compiler/ir/span.ts";
import { type Environment, type OnlineSettings, STATE_FOLDER } from "./project.ts";
import { readArtifacts, readTracking } from "./read-storage.ts";
import {
  type YamlProblems,
  type YamlRecord,
  type YamlText,
  readChild,
  readInteger,
  readText,
  refuseUnknownKeys,
  report,
} from "./yaml-record.ts";

const SECTIONS = ["online", "tracking", "artifacts", "offline", "serving"];
const MEMORY = /^\d+(\.\d+)? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/;
const MOST_THREADS = 1024;

export interface ReadEnvironmentOptions {
  readonly name: string;
  /** Makes an absolute path of one that is relative to bifold.yaml. */
  readonly resolve: (path: string) => string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Null, and reports, where anything is wrong with it. */
export function readEnvironment(
  problems: YamlProblems,
  record: YamlRecord,
  { name, resolve, variables }: ReadEnvironmentOptions,
): Environment | null {
  const before = problems.found.length;
  refuseUnknownKeys(problems, record, SECTIONS);
  const text = (section: YamlRecord, key: string): string => {
    const found = readText(problems, section, key);
    return found === null ? "" : substitute(problems, found, variables);
  };
  const optional = (section: string, keys: readonly string[]): YamlRecord => {
    const child = record.entries.has(section) ? readChild(problems, record, section) : null;
    if (child !== null) refuseUnknownKeys(problems, child, keys);
    return child ?? { path: `${record.path}.${section}`, span: record.span, entries: new Map() };
  };
  const textOr = (section: YamlRecord, key: string, otherwise: string): string =>
    section.entries.has(key) ? text(section, key) : otherwise;

  const onlineRecord = readChild(problems, record, "online");
  const online = onlineRecord === null ? null : readOnline(problems, onlineRecord, text, resolve);
  const storage = { problems, text, resolve };
  const section = (name: string): YamlRecord | null =>
    record.entries.has(name) ? readChild(problems, record, name) : null;
  const tracking = readTracking(storage, section("tracking"), `${STATE_FOLDER}/tracking.db`);
  const artifacts = readArtifacts(storage, section("artifacts"), `${STATE_FOLDER}/artifacts`);
  const offline = optional("offline", ["memoryLimit", "threads", "spill"]);
  const serving = optional("serving", ["host", "port", "log"]);
  const memoryLimit = textOr(offline, "memoryLimit", "2GB");
  if (memoryLimit !== "" && !MEMORY.test(memoryLimit)) {
    const span = offline.entries.get("memoryLimit")?.span ?? offline.span;
    report(
      problems,
      "F5103",
      span,
      `In bifold.yaml, '${offline.path}.memoryLimit' must be a size such as 2GB, not '${memoryLimit}'.`,
    );
  }
  const threads = offline.entries.has("threads")
    ? readInteger(problems, offline, "threads", [1, MOST_THREADS])
    : 2;
  const port = serving.entries.has("port") ? readInteger(problems, serving, "port", [0, 65_535]) : 8000;
  const environment = {
    name,
    tracking,
    artifacts,
    offline: {
      memoryLimit,
      threads: threads ?? 1,
      spill: resolve(textOr(offline, "spill", `${STATE_FOLDER}/spill`)),
    },
    serving: {
      host: textOr(serving, "host", "127.0.0.1"),
      port: port ?? 0,
      ...(serving.entries.has("log") ? { log: resolve(text(serving, "log")) } : {}),
    },
  };
  return online === null || problems.found.length > before ? null : { ...environment, online };
}

function readOnline(
  problems: YamlProblems,
  record: YamlRecord,
  text: (section: YamlRecord, key: string) => string,
  resolve: (path: string) => string,
): OnlineSettings | null {
  const store = readText(problems, record, "store");
  if (store === null) return null;
  switch (store.text) {
    case "lmdb":
      refuseUnknownKeys(problems, record, ["store", "path"]);
      return { store: "lmdb", path: resolve(text(record, "path")) };
    case "redis":
      refuseUnknownKeys(problems, record, ["store", "url"]);
      return { store: "redis", url: text(record, "url") };
    default:
      return report(
        problems,
        "F5103",
        store.span,
        `In bifold.yaml, '${record.path}.store' is '${store.text}', which is no online store.`,
        "Known stores: lmdb, redis.",
      );
  }
}

function substitute(
  problems: YamlProblems,
  { text, span }: YamlText,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined || value === "") reportMissing(problems, span, name);
    return value ?? "";
  });
}

function reportMissing(problems: YamlProblems, span: Span, name: string): void {
  report(
    problems,
    "F5106",
    span,
    `The environment variable ${name} is not set, and bifold.yaml needs it here.`,
    `Set it, as in ${name}=… npx bifold, or choose another environment with --env.`,
  );
}
