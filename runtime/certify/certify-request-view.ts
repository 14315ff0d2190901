// Holds a request view's faces to one another: SQL, the served function and the reference, on adversarial requests.
import type { RequestView } from "../../compiler/ir/program.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { emitSql, evaluateExpression } from "../../compiler/library/emit.ts";
import { quoteIdentifier } from "../../compiler/library/literals.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { bitsOf, sameBits, valueAt } from "../verify/bits.ts";
import type { RequestFunction } from "../verify/verify-request-view.ts";
import type { Certification, Surroundings } from "./contract.ts";
import { nastyValue } from "./nasty-values.ts";
import { createRandom } from "./random.ts";
import type { Row } from "./world.ts";

export interface RequestFaces {
  readonly view: RequestView;
  readonly compute: RequestFunction;
  /** The features of each input, in the order of the view's. */
  readonly inputs: readonly (readonly Field[])[];
}

export async function certifyRequestView(
  { view, compute, inputs }: RequestFaces,
  { engine, writer }: Surroundings,
  { rows, seed }: { readonly rows: number; readonly seed: number },
): Promise<Certification> {
  const random = createRandom(seed);
  const fields = [
    ...view.request.map((field) => ({ ...field, path: ["request", field.name] })),
    ...view.inputs.flatMap(({ alias }, index) =>
      (inputs[index] ?? []).map((field) => ({ ...field, path: [alias, field.name] })),
    ),
  ].map((field, index) => ({ ...field, column: `c${index}` }));
  const requests = Array.from(
    { length: rows },
    (): Row => Object.fromEntries(fields.map(({ column, type }) => [column, nastyValue(random, type)])),
  );
  const columns = fields.map(({ column, type }) => ({ name: column, type }));
  await writer.writeSpine(columns, requests);
  await engine.spineFromFile(writer.spine, columns);
  const columnOf = (path: readonly string[]): string =>
    fields.find((field) => field.path.join("\0") === path.join("\0"))?.column ?? "";
  const offline: Value[][] = [];
  for await (const batch of engine.stream(statement(view, columnOf))) {
    for (let row = 0; row < batch.rows; row++) offline.push(batch.columns.map((each) => valueAt(each, row)));
  }
  let cases = 0;
  for (const [index, request] of requests.entries()) {
    const record = (path: string) =>
      Object.fromEntries(
        fields
          .filter((field) => field.path[0] === path)
          .map(({ name, column }) => [name, request[column] ?? null]),
      );
    const online = compute(record("request"), ...view.inputs.map(({ alias }) => record(alias)));
    for (const [at, { name, expression }] of view.features.entries()) {
      const wanted = evaluateExpression(expression, (path) => request[columnOf(path)] ?? null);
      const answers = { joined: offline[index]?.[at] ?? null, served: online[name] ?? null };
      for (const [face, value] of Object.entries(answers)) {
        cases++;
        if (sameBits(wanted, value)) continue;
        return {
          cases,
          counterexample: {
            view: view.name,
            feature: name,
            faces: ["reference", face],
            values: [wanted, value],
            bits: [bitsOf(wanted), bitsOf(value)],
            seed,
            world: { rows: { request: [request] }, probes: [] },
          },
          shortfall: null,
        };
      }
    }
  }
  return { cases, counterexample: null, shortfall: null };
}

function statement(view: RequestView, columnOf: (path: readonly string[]) => string): string {
  const stages = new SqlStages("__q");
  const outputs = view.features.map(({ name, expression }) => ({
    name,
    value: emitSql(expression, stages, (path) => rawSql(quoteIdentifier(columnOf(path)))),
  }));
  const features = view.features.map(({ name }) => quoteIdentifier(name)).join(", ");
  return `SELECT ${features} FROM (${stages.wrap("spine", ["row_id"], outputs)}) ORDER BY row_id`;
}
