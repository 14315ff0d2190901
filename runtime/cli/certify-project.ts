// Earns the certificates that a compiled project lacks, by running what was generated for each view.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import type { Compiled } from "../../compiler/compile.ts";
import type { Certificate, Manifest } from "../../compiler/ir/manifest.ts";
import { readCertificate, sealed } from "../certify/certificate.ts";
import type { Certification, Counterexample } from "../certify/contract.ts";
import { compilerDigest } from "../certify/compiler-digest.ts";
import { createWorldWriter } from "../certify/write-world.ts";
import { openDuckDb } from "../offline/duckdb-engine.ts";
import { type CertifyDeclaration, declarationCertifier } from "./certify-declaration.ts";
import { isolateModules } from "./isolated-modules.ts";

export type Certificates = Manifest["certificates"];

export interface CertifyReport {
  readonly certificates: Certificates;
  readonly counterexamples: readonly Counterexample[];
  /** Of the views of which too few values could be compared: why. */
  readonly shortfalls: ReadonlyMap<string, string>;
}

export interface EarlierCertificates {
  /** Those that still hold for what was compiled. */
  readonly valid: Certificates;
  /** Names of views whose entries no compilation wrote as they stand, sorted. */
  readonly edited: readonly string[];
}

/** `earlier` is what a manifest says, whoever wrote it. */
export async function validCertificates(manifest: Manifest, earlier: unknown): Promise<EarlierCertificates> {
  const functions = await compilerDigest();
  const entries = new Map<string, unknown>(
    typeof earlier === "object" && earlier !== null ? Object.entries(earlier) : [],
  );
  const valid: Record<string, Certificate> = {};
  const edited: string[] = [];
  for (const { name, fingerprint } of viewsOf(manifest)) {
    const entry = entries.get(name);
    const found = readCertificate(name, entry);
    const { compiler } = manifest;
    if (found === null) {
      // What another compiler wrote is not read as an edit: it may have had other fields.
      if (claimsToBeOf(functions, entry)) edited.push(name);
    } else if (
      found.fingerprint === fingerprint &&
      found.compiler === compiler &&
      found.functions === functions
    ) {
      valid[name] = found;
    }
  }
  return { valid, edited: edited.sort() };
}

function claimsToBeOf(functions: string, entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && "functions" in entry && entry.functions === functions;
}

/** Names of views that have none, sorted. */
export function uncertified(manifest: Manifest, certificates: Certificates): readonly string[] {
  return viewsOf(manifest)
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(certificates, name))
    .sort();
}

/** More engines than this wait for the one thread that compares. */
const MOST_ENGINES = 4;

/** A view whose faces differ, or could not be compared, gets no certificate. */
export async function certifyProject(
  { plan, artifacts }: Compiled,
  manifest: Manifest,
  names: readonly string[],
  onProgress: (name: string, done: number) => void,
): Promise<CertifyReport> {
  const functions = await compilerDigest();
  const folder = await mkdtemp(path.join(tmpdir(), "bifold-certify-"));
  try {
    const certify = declarationCertifier(plan, await isolateModules(folder, artifacts));
    const found = await certifyAll(names, folder, certify, onProgress);
    const fingerprints = new Map(viewsOf(manifest).map(({ name, fingerprint }) => [name, fingerprint]));
    const certificates: Record<string, Certificate> = {};
    const shortfalls = new Map<string, string>();
    for (const [name, { cases, counterexample, shortfall }] of found) {
      if (shortfall !== null) shortfalls.set(name, shortfall);
      if (counterexample !== null || shortfall !== null) continue;
      const { compiler } = manifest;
      const fingerprint = fingerprints.get(name) ?? "";
      certificates[name] = sealed(name, { fingerprint, compiler, functions, cases, differences: 0 });
    }
    const counterexamples = found.flatMap(([, { counterexample }]) => counterexample ?? []);
    return { certificates, counterexamples, shortfalls };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the order of names. Engines side by side, each with worlds of its own: they mostly plan statements, one thread each. */
async function certifyAll(
  names: readonly string[],
  folder: string,
  certify: CertifyDeclaration,
  onProgress: (name: string, done: number) => void,
): Promise<readonly (readonly [string, Certification])[]> {
  const found = new Map<string, Certification>();
  const left = [...names];
  const work = async (_: unknown, number: number): Promise<void> => {
    const own = path.join(folder, `engine-${number}`);
    await mkdir(own);
    const engine = await openDuckDb({ memoryLimit: "500MB", threads: 1, spill: own });
    const surroundings = { engine, writer: createWorldWriter(engine, own), folder: own };
    try {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        onProgress(name, found.size / names.length);
        found.set(name, await certify(name, surroundings));
      }
    } catch (error) {
      // The others come to an end too.
      left.length = 0;
      throw error;
    } finally {
      engine.close();
    }
  };
  const engines = Math.min(MOST_ENGINES, availableParallelism(), names.length);
  const ends = await Promise.allSettled(Array.from({ length: engines }, work));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return names.flatMap((name) => {
    const certification = found.get(name);
    return certification === undefined ? [] : [[name, certification] as const];
  });
}

/** Feature views, request views and models with inputs of their own, with the fingerprints of what is certified. */
function viewsOf({ program, fingerprints }: Manifest) {
  const named = (kind: string, views: readonly { readonly name: string }[]) =>
    views.map(({ name }) => ({ name, fingerprint: fingerprints[`${kind}/${name}`] ?? "" }));
  return [
    ...named("feature_view", program.featureViews),
    ...named("request_view", program.requestViews),
    ...named(
      "model_inputs",
      program.models.filter(({ inputs }) => inputs !== null),
    ),
  ];
}
