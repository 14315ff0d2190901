// A snapshot of a training set or of a source file, for programs and for people.
import { nameOf, type Snapshot } from "../../snapshots/snapshot.ts";
import { bytes, count, instant } from "./numbers.ts";

export function snapshotValue(snapshot: Snapshot) {
  const { kind, id, file, sha256, bytes: size, takenAt } = snapshot;
  const facts = { kind, id, name: nameOf(snapshot), file, sha256, bytes: size, takenAt };
  if (snapshot.kind === "source") return { ...facts, path: snapshot.manifest.path };
  const { rows, fingerprint, features, sources, sql, keys = null } = snapshot.dataset.manifest;
  return { ...facts, rows, fingerprint, features, sources, sql, keys };
}

export function snapshotLines(snapshot: Snapshot): readonly string[] {
  const { id, file, sha256, bytes: size, takenAt } = snapshot;
  const lines = [
    id,
    `  file        ${file}`,
    `  SHA-256     ${sha256}`,
    `  taken       ${instant(takenAt * 1000)}`,
  ];
  if (snapshot.kind === "source") {
    return [...lines, `  size        ${bytes(size)}`, `  copy of     ${snapshot.manifest.path}`];
  }
  const { rows, fingerprint, features, sources, sql } = snapshot.dataset.manifest;
  return [
    ...lines,
    `  size        ${count(rows, "row")}, ${bytes(size)}`,
    `  definition  ${fingerprint}`,
    `  statements  ${sql}`,
    ...Object.entries(features).map(([view, digest]) => `  view        ${view} ${digest}`),
    ...Object.entries(sources).map(
      ([name, { path, sha256: digest }]) => `  source      ${name} ${path} ${digest}`,
    ),
  ];
}
