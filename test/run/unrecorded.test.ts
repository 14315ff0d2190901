// What a wrapped command does counts, whoever goes away meanwhile: the tracking server, or the reader of its output.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { wrapCommand } from "../../runtime/run/wrap-command.ts";
import { openShop } from "../end-to-end/shop.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { startServer } from "../server/start-server.ts";
import { openRecords } from "./open-records.ts";

const LONG = 240_000;
const MAIN = fileURLToPath(new URL("../../runtime/cli/main.ts", import.meta.url));

test(
  "a server that goes away while the command runs costs neither its ending nor what it printed",
  async () => {
    const server = await startServer({});
    const folder = temporaryFolder();
    const hold = path.join(folder, "hold");
    writeFileSync(hold, "");
    // A clock that runs, so that a minute of patience is a few looks at it.
    let time = Date.now();
    const waited: unknown[] = [];
    const running = wrapCommand({
      argv: ["sh", "-c", "echo precious; touch ready; while [ -e hold ]; do sleep 0.05; done; exit 0"],
      folder,
      variables: process.env,
      server: { url: server.url },
      experiment: "away",
      stdout: { write: () => true },
      stderr: { write: () => true },
      signal: new AbortController().signal,
      terminal: false,
      now: () => (time += 10_000),
      onError: () => {},
      onWait: (error) => waited.push(error),
    });
    while (!existsSync(path.join(folder, "ready"))) await pause(20);
    await server.stop();
    rmSync(hold);
    const done = await running;
    expect(done).toMatchObject({ code: 0, signal: null, status: "FINISHED" });
    expect(done.unrecorded?.message).toContain("gave no answer");
    expect(readFileSync(done.unrecorded?.console ?? "", "utf8")).toBe("precious\n");
    expect(String(waited[0])).toContain("gave no answer");
    rmSync(path.dirname(done.unrecorded?.console ?? ""), { recursive: true });
  },
  LONG,
);

test(
  "behind `head` a command's pipe breaks as it would by itself, its run is recorded, and nothing prints a stack",
  async () => {
    const shop = await openShop();
    const node = `'${process.execPath}' --import '${import.meta.resolve("tsx")}' '${MAIN}'`;
    const { stdout, stderr } = spawnSync(
      "sh",
      ["-c", `${node} run -- sh -c 'while :; do echo y; done' | head -1`],
      {
        cwd: shop.root,
        encoding: "utf8",
      },
    );
    expect(stdout).toBe("y\n");
    expect(stderr).toMatch(
      /^(sh: .*I\/O error\n)?run [0-9a-f]{32}: (KILLED, SIGPIPE|FAILED, exit code \d+)\n$/,
    );
    const records = await openRecords(shop.root);
    const [run] = await records.runs();
    expect((await records.read(run, "bifold/console.log")).toString()).toMatch(/^y\ny\n/);
    await records.close();
    // `:` ends before anything is printed to it.
    const unread = spawnSync("sh", ["-c", `${node} runs list --json | :`], {
      cwd: shop.root,
      encoding: "utf8",
    });
    expect(unread.stderr).toBe("");
  },
  LONG,
);
