// The pipeline, in order; the only file that knows it. Text in, text out.
import { emitManifest } from "./backends/manifest/emit-manifest.ts";
import { emitOpenApi } from "./backends/openapi/emit-openapi.ts";
import { duckdb } from "./backends/sql/duckdb.ts";
import { emitSql } from "./backends/sql/emit-sql.ts";
import { emitClient, emitServing } from "./backends/typescript/emit-typescript.ts";
import { check } from "./check/check.ts";
import { read } from "./frontend/read.ts";
import type { Artifact } from "./ir/artifact.ts";
import type { Declaration } from "./ir/declaration.ts";
import type { Checked } from "./ir/diagnostic.ts";
import type { Plan } from "./ir/plan.ts";
import type { Program } from "./ir/program.ts";
import type { SourceText } from "./ir/span.ts";
import { plan } from "./plan/plan.ts";

export interface Compiled {
  readonly program: Program;
  readonly plan: Plan;
  /** Sorted by path; `manifest.json` among them. */
  readonly artifacts: readonly Artifact[];
}

/** `declared` is all that could be read, for those who know what texts do not tell. */
export type Outcome = Checked<Compiled> & { readonly declared: readonly Declaration[] };

/** `value` is null exactly when a diagnostic is an error; paths in `files` are relative to the project root. */
export function compile(files: readonly SourceText[], definitionsFolder = "definitions"): Outcome {
  const { value, diagnostics: unread, readable, lost, partial } = read(files);
  const program = check(readable, { definitionsFolder, lost, partial });
  const diagnostics = [...unread, ...program.diagnostics];
  if (value === null || program.value === null) return { value: null, diagnostics, declared: readable };
  const planned = plan(program.value);
  const generated = [
    ...emitSql(planned, duckdb),
    ...emitServing(planned),
    ...emitClient(planned),
    ...emitOpenApi(planned),
  ];
  const artifacts = [...generated, emitManifest(program.value, planned, generated)].sort((left, right) =>
    left.path < right.path ? -1 : 1,
  );
  return { value: { program: program.value, plan: planned, artifacts }, diagnostics, declared: readable };
}
