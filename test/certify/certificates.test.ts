// What a certificate is worth: an entry that no compilation wrote is refused, and earned again by the next one.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { readCertificate, sealed } from "../../runtime/certify/certificate.ts";
import { runCommandLine } from "../../runtime/cli/run-command-line.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const ENTRY = sealed("view", { fingerprint: "f", compiler: "1", functions: "a", cases: 7, differences: 0 });

test("an entry is read back as it was written, and under its own name alone", () => {
  expect(readCertificate("view", JSON.parse(JSON.stringify(ENTRY)))).toEqual(ENTRY);
  expect(readCertificate("other", ENTRY)).toBeNull();
});

test.each<readonly [string, unknown]>([
  ["more cases", { ...ENTRY, cases: 999_999 }],
  ["cases that are no number", { ...ENTRY, cases: "lots" }],
  ["no cases", sealed("view", { ...ENTRY, cases: 0 })],
  ["fewer than no cases", sealed("view", { ...ENTRY, cases: -1 })],
  ["half a case", sealed("view", { ...ENTRY, cases: 1.5 })],
  ["another fingerprint", { ...ENTRY, fingerprint: "g" }],
  ["another compiler", { ...ENTRY, functions: "b" }],
  ["differences", { ...ENTRY, differences: 1 }],
  ["a field more", { ...ENTRY, approved: true }],
  ["a field less", { ...ENTRY, digest: undefined }],
  ["nothing", null],
  ["a text", "certified"],
])("an entry with %s is refused", (_, entry) => {
  expect(readCertificate("view", entry)).toBeNull();
});

const DEFINITIONS = `import { count, entity, featureView, parquet, source, t } from "bifold";
export const airport = entity({ keys: { airport: t.string } });
export const flights = source({ from: parquet("flights.parquet"), columns: { date: t.timestamp, origin: t.string },
  eventTime: (f) => f.date });
export const departures = featureView({ entity: airport, source: flights, key: (f) => ({ airport: f.origin }),
  features: () => ({ flights: count().over("1d") }), refresh: { every: "10m" } });
`;

async function bifold(folder: string, ...parameters: readonly string[]) {
  let text = "";
  const write = (more: string) => (text += more);
  const code = await runCommandLine(parameters, {
    folder,
    variables: {},
    stdout: { write },
    stderr: { write },
    now: Date.now,
    signal: new AbortController().signal,
  });
  return { code, text };
}

function projectOf(definitions: string): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "definitions"));
  writeFileSync(path.join(folder, "definitions/a.ts"), definitions);
  writeFileSync(
    path.join(folder, "bifold.yaml"),
    "project: test\nenvironments: { local: { online: { store: lmdb, path: online } } }\n",
  );
  return folder;
}

test("--check notices an edit by hand, and compile earns the certificate again", async () => {
  const folder = projectOf(DEFINITIONS);
  expect((await bifold(folder, "compile")).code).toBe(0);
  const file = path.join(folder, "generated/manifest.json");
  const original = readFileSync(file, "utf8");
  const { certificates } = JSON.parse(original) as Manifest;
  expect(certificates.departures?.cases).toBeGreaterThan(100);
  for (const change of [{ cases: 999_999 }, { cases: "lots" }, { cases: 0 }, { note: "fine" }]) {
    const edited = { ...certificates.departures, ...change };
    const manifest = { ...JSON.parse(original), certificates: { departures: edited } };
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
    const checked = await bifold(folder, "compile", "--check");
    expect(checked.code).toBe(2);
    expect(checked.text).toContain("view departures: its certificate was edited by hand; compile again");
  }
  expect((await bifold(folder, "compile")).text).toContain("Certified: departures.");
  expect(readFileSync(file, "utf8")).toBe(original);
  expect((await bifold(folder, "compile", "--check")).code).toBe(0);
});
