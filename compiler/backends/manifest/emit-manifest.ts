// The manifest: the compiled project as one JSON value.
import { createHash } from "node:crypto";
import type { Artifact } from "../../ir/artifact.ts";
import type { Manifest } from "../../ir/manifest.ts";
import type { Plan } from "../../ir/plan.ts";
import type { Program } from "../../ir/program.ts";

/** Changes when generated code or SQL changes its meaning, not with every release. */
const COMPILER_VERSION = "1";

/** Without certificates: those are earned by running what was generated. */
export function emitManifest(program: Program, plan: Plan, generated: readonly Artifact[]): Artifact {
  const files = [...generated].sort((left, right) => (left.path < right.path ? -1 : 1));
  const manifest: Manifest = {
    format: 1,
    compiler: COMPILER_VERSION,
    program,
    fingerprints: fingerprintsOf(plan),
    layouts: Object.fromEntries(plan.views.map((view) => [view.name, view.layout])),
    files: Object.fromEntries(
      files.map((file) => [file.path, createHash("sha256").update(file.text).digest("hex")]),
    ),
    certificates: {},
  };
  return { path: "manifest.json", text: `${JSON.stringify(manifest, null, 2)}\n` };
}

function fingerprintsOf(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...plan.sources.map(({ source, fingerprint }) => [`source/${source.name}`, fingerprint]),
    ...plan.views.map((view) => [`feature_view/${view.name}`, view.fingerprint]),
    ...plan.requestViews.map((view) => [`request_view/${view.name}`, view.fingerprint]),
    ...plan.trainingSets.map((set) => [`training_set/${set.name}`, set.fingerprint]),
    ...plan.models.map((model) => [`model/${model.name}`, model.fingerprint]),
    ...plan.models.flatMap(({ name, inputsFingerprint: inputs }) =>
      inputs === null ? [] : [[`model_inputs/${name}`, inputs]],
    ),
    ...plan.deployments.map((deployment) => [`deployment/${deployment.name}`, deployment.fingerprint]),
  ]);
}
