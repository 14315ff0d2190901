// Where an environment of bifold.yaml keeps runs and artifacts: on this disk, or on servers that a team shares.
import type { ArtifactQuota, ArtifactSettings, S3Settings, TrackingSettings } from "./project.ts";
import { readSize } from "./read-size.ts";
import {
  readChild,
  readText,
  refuseUnknownKeys,
  report,
  type YamlProblems,
  type YamlRecord,
} from "./yaml-record.ts";

export interface StorageReader {
  readonly problems: YamlProblems;
  /** The text at a key, with `${NAME}` replaced; "" and a report where there is none. */
  readonly text: (record: YamlRecord, key: string) => string;
  readonly resolve: (path: string) => string;
}

export function readTracking(
  { problems, text, resolve }: StorageReader,
  record: YamlRecord | null,
  otherwise: string,
): TrackingSettings {
  if (record === null) return { path: resolve(otherwise) };
  refuseUnknownKeys(problems, record, ["path", "url"]);
  if (!record.entries.has("url")) {
    return { path: resolve(record.entries.has("path") ? text(record, "path") : otherwise) };
  }
  refuseBoth(problems, record, "path", "url");
  const url = text(record, "url");
  if (url !== "" && !/^postgres(ql)?:\/\//.test(url)) {
    const message = `In bifold.yaml, '${record.path}.url' must be a PostgreSQL URL.`;
    report(problems, "F5103", spanOf(record, "url"), message, "Such as postgresql://user@host:5432/bifold.");
  }
  return { url };
}

export function readArtifacts(
  reader: StorageReader,
  record: YamlRecord | null,
  otherwise: string,
): ArtifactSettings {
  const { problems, text, resolve } = reader;
  if (record === null) return { path: resolve(otherwise) };
  refuseUnknownKeys(problems, record, ["path", "s3", "quota"]);
  const quota = record.entries.has("quota") ? readQuota(problems, record) : null;
  const shared = quota === null ? {} : { quota };
  if (!record.entries.has("s3")) {
    return { path: resolve(record.entries.has("path") ? text(record, "path") : otherwise), ...shared };
  }
  refuseBoth(problems, record, "path", "s3");
  const s3 = readChild(problems, record, "s3");
  return { s3: s3 === null ? { bucket: "", prefix: "" } : readS3(reader, s3), ...shared };
}

function readS3({ problems, text }: StorageReader, record: YamlRecord): S3Settings {
  refuseUnknownKeys(problems, record, ["bucket", "prefix", "endpoint", "region", "accessKey", "secretKey"]);
  const optional = (key: "endpoint" | "region" | "accessKey" | "secretKey") =>
    record.entries.has(key) ? { [key]: text(record, key) } : {};
  return {
    bucket: text(record, "bucket"),
    prefix: record.entries.has("prefix") ? text(record, "prefix").replace(/^\/+|\/+$/g, "") : "",
    ...optional("endpoint"),
    ...optional("region"),
    ...optional("accessKey"),
    ...optional("secretKey"),
  };
}

function readQuota(problems: YamlProblems, record: YamlRecord): ArtifactQuota | null {
  const quota = readChild(problems, record, "quota");
  if (quota === null) return null;
  refuseUnknownKeys(problems, quota, ["artifact", "total"]);
  const size = (key: "artifact" | "total") => {
    const found = quota.entries.has(key) ? readText(problems, quota, key) : null;
    if (found === null) return {};
    const bytes = readSize(found.text);
    if (bytes !== null) return { [key]: bytes };
    const message = `In bifold.yaml, '${quota.path}.${key}' must be a size such as 20GB, not '${found.text}'.`;
    report(problems, "F5103", found.span, message);
    return {};
  };
  return { ...size("artifact"), ...size("total") };
}

function refuseBoth(problems: YamlProblems, record: YamlRecord, one: string, other: string): void {
  if (!record.entries.has(one)) return;
  const message = `In bifold.yaml, '${record.path}' has both '${one}' and '${other}': keep one of them.`;
  report(problems, "F5103", spanOf(record, one), message);
}

const spanOf = (record: YamlRecord, key: string) => record.entries.get(key)?.span ?? record.span;
