// Brings the generated folder up to date with what was compiled, certificates included.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Artifact } from "../../compiler/ir/artifact.ts";
import type { Compiled } from "../../compiler/compile.ts";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Counterexample } from "../certify/contract.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { type Certificates, certifyProject, uncertified, validCertificates } from "./certify-project.ts";
import { findStale, type Staleness, writeGenerated } from "./generated-files.ts";
import { counterexampleText } from "./views/counterexample.ts";

const MANIFEST = "manifest.json";

export interface Generated {
  readonly artifacts: readonly Artifact[];
  readonly certificates: Certificates;
  readonly stale: Staleness;
  /** Views whose faces were not held to one another as they are compiled now. */
  readonly uncertified: readonly string[];
  /** Those of them whose certificates were edited by hand. */
  readonly edited: readonly string[];
}

/** What would be written, with the certificates that still hold; nothing is. */
export async function compareGenerated(project: Project, compiled: Compiled): Promise<Generated> {
  const manifest = manifestOf(compiled);
  const { valid: certificates, edited } = await validCertificates(
    manifest,
    await earlierCertificates(project),
  );
  const artifacts = withCertificates(compiled, manifest, certificates);
  const stale = await findStale(project, artifacts);
  return { artifacts, certificates, stale, uncertified: uncertified(manifest, certificates), edited };
}

/**
 * Writes all files, then earns the certificates that are missing.
 * @throws UserError F5510 where two faces of a view differ: all else is written, that view stays without certificate.
 * @throws UserError F5511 where too few values of a view could be compared, likewise.
 */
export async function writeProject(
  project: Project,
  compiled: Compiled,
  generated: Generated,
  onProgress: (view: string, done: number) => void,
): Promise<void> {
  await writeGenerated(project, generated.artifacts, generated.stale);
  if (generated.uncertified.length === 0) return;
  const manifest = manifestOf(compiled);
  const { certificates, counterexamples, shortfalls } = await certifyProject(
    compiled,
    manifest,
    generated.uncertified,
    onProgress,
  );
  const artifacts = withCertificates(compiled, manifest, { ...generated.certificates, ...certificates });
  await writeGenerated(project, artifacts, await findStale(project, artifacts));
  if (counterexamples.length > 0) throw facesDiffer(counterexamples);
  if (shortfalls.size > 0) throw tooLittleCompared(shortfalls);
}

function tooLittleCompared(shortfalls: ReadonlyMap<string, string>): UserError {
  const views = [...shortfalls.keys()].map((name) => `'${name}'`).join(", ");
  return new UserError({
    code: "F5511",
    message: `Too few values of ${views} could be compared: nothing of ${shortfalls.size === 1 ? "it" : "them"} is certified.`,
    why: belowEachOther([...shortfalls].map(([name, shortfall]) => `${name}: ${shortfall}.`)),
    hint: "Add up smaller numbers, or sum them as float64, whose sums are not refused: `sum(toFloat64(x))`. Then compile again.",
  });
}

function facesDiffer(counterexamples: readonly Counterexample[]): UserError {
  const views = counterexamples.map(({ view }) => `'${view}'`).join(", ");
  return new UserError({
    code: "F5510",
    message: `The faces of ${views} differ: SQL, served code and reference do not give the same bits.`,
    why: belowEachOther(counterexamples.map(counterexampleText)),
    hint: "This is a fault of Bifold, not of your definitions: report it with the lines above. Nothing of these views is certified.",
  });
}

/** As far in as the first line stands behind its "why". */
function belowEachOther(texts: readonly string[]): string {
  return texts.join("\n").replaceAll("\n", `\n${" ".repeat(8)}`);
}

function manifestOf({ artifacts }: Compiled): Manifest {
  const artifact = artifacts.find(({ path: file }) => file === MANIFEST);
  if (artifact === undefined) throw new Error("the compiler made no manifest");
  return JSON.parse(artifact.text) as Manifest;
}

function withCertificates(
  { artifacts }: Compiled,
  manifest: Manifest,
  certificates: Certificates,
): readonly Artifact[] {
  const sorted = Object.fromEntries(Object.entries(certificates).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ ...manifest, certificates: sorted }, null, 2)}\n`;
  return artifacts.map((artifact) => (artifact.path === MANIFEST ? { ...artifact, text } : artifact));
}

/** None where there is no manifest yet, or another version's. */
async function earlierCertificates(project: Project): Promise<unknown> {
  const text = await readFile(path.join(project.generated, MANIFEST), "utf8").catch(() => "{}");
  try {
    return (JSON.parse(text) as Partial<Manifest>).certificates ?? {};
  } catch {
    return {};
  }
}
