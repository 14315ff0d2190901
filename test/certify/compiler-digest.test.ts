// What voids certificates: a change of any file that decides values, on the way of the served face too, and another engine.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { compilerDigest } from "../../runtime/certify/compiler-digest.ts";
import { engineVersions } from "../../runtime/certify/engine-versions.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

function copied(): string {
  const folder = temporaryFolder();
  for (const part of ["compiler", "runtime"]) {
    cpSync(path.join(ROOT, part), path.join(folder, part), {
      recursive: true,
      filter: (file) => !file.includes("node_modules"),
    });
  }
  return folder;
}

const folder = copied();

/** As it is with a line more in a file. */
async function digestWith(file: string): Promise<string> {
  const full = path.join(folder, file);
  const text = readFileSync(full, "utf8");
  writeFileSync(full, `${text}// broken\n`);
  try {
    return await compilerDigest(folder);
  } finally {
    writeFileSync(full, text);
  }
}

test.each([
  "compiler/library/helpers.ts",
  "compiler/library/functions/add.ts",
  "compiler/plan/plan.ts",
  "runtime/certify/hold-world.ts",
  "runtime/cli/certify-declaration.ts",
  "runtime/functions.ts",
  "runtime/materialize/parts.ts",
  "runtime/offline/read-batch.ts",
  "runtime/online/list-bytes.ts",
  "runtime/online/row-codec.ts",
  "runtime/pipeline/inputs-statement.ts",
  "runtime/serving/row-bytes.ts",
  "runtime/verify/bits.ts",
])("a change of %s voids certificates", async (file) => {
  expect(await digestWith(file)).not.toBe(await compilerDigest(folder));
});

test.each(["compiler/ir/manifest.ts", "runtime/serving/metrics.ts", "runtime/cli/main.ts"])(
  "a change of %s voids none",
  async (file) => {
    expect(await digestWith(file)).toBe(await compilerDigest(folder));
  },
);

test("line ends do not count", async () => {
  const before = await compilerDigest(folder);
  const file = path.join(folder, "runtime/serving/row-bytes.ts");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
  expect(await compilerDigest(folder)).toBe(before);
});

test("another version of the engine voids certificates", async () => {
  const [api = "", bindings = ""] = engineVersions();
  const digests = [
    await compilerDigest(folder),
    await compilerDigest(folder, [api, `${bindings}0`]),
    await compilerDigest(folder, [`${api}0`, bindings]),
  ];
  expect(new Set(digests).size).toBe(3);
});

test("the versions are those of the lockfile, and nothing of the machine or of Node", () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  const locked = ["@duckdb/node-api", "@duckdb/node-bindings"].map(
    (name) => `${name} ${packages[`node_modules/${name}`]?.version}`,
  );
  expect(engineVersions()).toEqual(locked);
});

test("the engine that runs is of the version that its package says", async () => {
  const engine = await openDuckDb({ memoryLimit: "100MB", threads: 1, spill: null });
  try {
    const [row] = await rowsOf(engine.stream("SELECT version() AS version"));
    const version = String(row?.version).replace(/^v/, "");
    expect(`${engineVersions()[1]}-`).toContain(` ${version}-`);
  } finally {
    engine.close();
  }
});
