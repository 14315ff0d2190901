// A project of its own for a test, inside this checkout so that "bifold" resolves, and the real command line.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = path.join(CHECKOUT, "runtime/cli/main.ts");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly finished: Promise<Finished>;
  /** Resolves to the text so far when it first matches. */
  until(pattern: RegExp): Promise<string>;
  interrupt(): void;
}

export interface TestProject {
  readonly root: string;
  readonly run: (...parameters: readonly string[]) => Promise<Finished>;
  readonly start: (...parameters: readonly string[]) => Running;
  /** Writes a statement's rows to a file of the project, as Parquet or CSV by its name. */
  readonly write: (file: string, sql: string) => Promise<void>;
  readonly query: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly path: (...parts: readonly string[]) => string;
}

/** An empty project folder, or what `files` puts into it; removed when the test is done. */
export function openProject(
  files: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, string>> = {},
): TestProject {
  const root = path.join(CHECKOUT, ".bifold", "test-projects", randomUUID());
  mkdirSync(root, { recursive: true });
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return {
    root,
    path: (...parts) => path.join(root, ...parts),
    start: (...parameters) => startCli(root, parameters, variables),
    run: (...parameters) => startCli(root, parameters, variables).finished,
    write: async (file, sql) => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      await query(`COPY (${sql}) TO '${path.join(root, file)}'`);
    },
    query: (sql) => query(sql),
  };
}

async function query(sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function startCli(
  cwd: string,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>>,
): Running {
  const { REDIS_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), MAIN, ...parameters], {
    cwd,
    env: { ...inherited, NO_COLOR: "1", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    wake();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(stdout + stderr)) return;
        waiting.delete(look);
        resolve(stdout + stderr);
      };
      waiting.add(look);
      look();
      finished.then(() => reject(new Error(`ended without ${pattern}:\n${stdout}${stderr}`)), reject);
    });
  return { finished, until, interrupt: () => child.kill("SIGINT") };
}
