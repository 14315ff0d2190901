// A tracking server in a process of its own, which a test may kill or weigh.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface ServerProcess {
  readonly url: string;
  readonly process: ChildProcess;
}

/** `address` is that of the metadata: a SQLite file or a URL. */
export async function startServerProcess(folder: string, address: string): Promise<ServerProcess> {
  const main = join(import.meta.dirname, "killed-server.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, folder, address], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
  });
  return { url, process: child };
}
