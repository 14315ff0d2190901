// Compares two snapshots of training sets: rows by content, columns, values by row, definitions and sources.
import { identifier } from "../offline/sql-text.ts";
import type { Dataset, DatasetManifest } from "../pipeline/dataset.ts";
import { changes } from "./changes.ts";
import type { ColumnType, DatasetDiff } from "./dataset-diff.ts";
import { diffValues } from "./diff-values.ts";
import { queryNumber, queryTexts, type Reader, scan } from "./query.ts";

export async function diffDatasets(engine: Reader, before: Dataset, after: Dataset): Promise<DatasetDiff> {
  const [left, right] = [before.manifest, after.manifest];
  const columnsBefore = await columnsOf(engine, before.file);
  const columnsAfter = await columnsOf(engine, after.file);
  const typeAfter = new Map(columnsAfter.map(({ name, type }) => [name, type]));
  const namesBefore = new Set(columnsBefore.map(({ name }) => name));
  const common = columnsBefore.filter(({ name, type }) => typeAfter.get(name) === type);
  const identical = left.sha256 === right.sha256;
  const keys = sharedKeys(left, right, common);
  const names = common.map(({ name }) => identifier(name)).join(", ");
  const only = (file: string, other: string): Promise<number> =>
    identical || common.length === 0
      ? Promise.resolve(0)
      : queryNumber(
          engine,
          `SELECT count(*)::BIGINT FROM (SELECT ${names} FROM ${scan(file)} EXCEPT ALL SELECT ${names} FROM ${scan(other)})`,
        );
  const added = await only(after.file, before.file);
  const removed = await only(before.file, after.file);
  const values =
    identical || added + removed === 0
      ? { changedRows: keys === null ? null : 0, columns: [] }
      : await diffValues(engine, { before, after, common, keys });
  return {
    before: before.id,
    after: after.id,
    identical,
    rows: { before: left.rows, after: right.rows, added, removed, changed: values.changedRows },
    columns: {
      added: columnsAfter.filter(({ name }) => !namesBefore.has(name)),
      removed: columnsBefore.filter(({ name }) => !typeAfter.has(name)),
      retyped: columnsBefore.flatMap(({ name, type }) => {
        const now = typeAfter.get(name);
        return now === undefined || now === type ? [] : [{ name, before: type, after: now }];
      }),
    },
    values: values.columns,
    fingerprints: changes(
      { "training set": left.fingerprint, ...left.features },
      { "training set": right.fingerprint, ...right.features },
    ),
    sources: changes(digests(left), digests(right)),
    statements: left.sql !== right.sql,
  };
}

async function columnsOf(engine: Reader, file: string): Promise<readonly ColumnType[]> {
  const rows = await queryTexts(
    engine,
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${scan(file)})`,
  );
  return rows.map(([name = "", type = ""]) => ({ name, type }));
}

/** Null where the two do not tell rows apart by the same columns. */
function sharedKeys(
  left: DatasetManifest,
  right: DatasetManifest,
  common: readonly ColumnType[],
): readonly string[] | null {
  const names = new Set(common.map(({ name }) => name));
  const keys = left.keys ?? right.keys ?? null;
  const same = JSON.stringify(left.keys ?? keys) === JSON.stringify(right.keys ?? keys);
  return keys !== null && same && keys.every((name) => names.has(name)) ? keys : null;
}

function digests({ sources }: DatasetManifest): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sources).map(([name, { sha256 }]) => [name, sha256]));
}
