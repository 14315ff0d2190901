// Audits one request view: its generated function against the columns that SQL computed for a training snapshot.
import type { RequestView } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier, literal } from "../offline/sql-text.ts";
import { bitsOf, sameBits, valueAt } from "./bits.ts";
import { Tally, type Verification } from "./report.ts";

type ValueRecord = Readonly<Record<string, Value>>;

/** `compute(request, ...views in the order of inputs)`, as generated. */
export type RequestFunction = (request: ValueRecord, ...inputs: readonly ValueRecord[]) => ValueRecord;

export interface VerifyRequestViewOptions {
  readonly engine: OfflineEngine;
  readonly view: RequestView;
  readonly compute: RequestFunction;
  /** The features of each feature view that it reads. */
  readonly featuresOf: (view: string) => readonly string[];
  readonly snapshot: { readonly file: string; readonly rows: number };
  /** How many rows, spread evenly over the snapshot. */
  readonly rows: number;
  readonly signal?: AbortSignal;
}

export async function verifyRequestView(options: VerifyRequestViewOptions): Promise<Verification> {
  const { engine, view, compute, featuresOf, snapshot, signal } = options;
  const inputs = view.inputs.map((input) => ({
    columns: featuresOf(input.view).map((feature) => ({
      feature,
      column: `${input.role ?? input.view}__${feature}`,
    })),
  }));
  const wanted = new Set([
    ...view.request.map(({ name }) => name),
    ...inputs.flatMap(({ columns }) => columns.map(({ column }) => column)),
    ...view.features.map(({ name }) => `${view.name}__${name}`),
  ]);
  const step = Math.max(1, Math.floor(snapshot.rows / options.rows));
  const sql = `SELECT file_row_number, ${[...wanted].map(identifier).join(", ")}
FROM read_parquet(${literal(snapshot.file)}, file_row_number = true)
WHERE file_row_number % ${step} = 0 LIMIT ${options.rows}`;
  const tally = new Tally();
  let rows = 0;
  for await (const batch of engine.stream(sql, {}, signal === undefined ? {} : { signal })) {
    const positions = new Map(batch.names.map((name, index) => [name, index]));
    for (let at = 0; at < batch.rows; at++) {
      const value = (name: string): Value => {
        const column = batch.columns[positions.get(name) ?? -1];
        if (column === undefined) throw new Error(`the snapshot ${snapshot.file} has no column ${name}`);
        return valueAt(column, at);
      };
      const request = Object.fromEntries(view.request.map(({ name }) => [name, value(name)]));
      const records = inputs.map(({ columns }) =>
        Object.fromEntries(columns.map(({ feature, column }) => [feature, value(column)])),
      );
      const online = compute(request, ...records);
      for (const { name } of view.features) {
        const left = online[name] ?? null;
        const right = value(`${view.name}__${name}`);
        tally.add(sameBits(left, right), () => ({
          view: view.name,
          feature: name,
          key: { row: value("file_row_number") },
          asOf: null,
          online: { value: left, bits: bitsOf(left) },
          offline: { value: right, bits: bitsOf(right) },
        }));
      }
    }
    rows += batch.rows;
  }
  const { compared, differences, examples } = tally;
  return {
    kind: "request_view",
    view: view.name,
    rows,
    found: null,
    cut: null,
    compared,
    differences,
    examples,
  };
}
