// The parts of a run's record by themselves: the bounded log, the use of the machine, and what is no secret.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ConsoleLog } from "../../runtime/run/console-log.ts";
import { readUsage, seconds } from "../../runtime/run/process-usage.ts";
import { withoutCredentials } from "../../runtime/run/record-code.ts";
import { recordEnvironment } from "../../runtime/run/record-environment.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();

test("a log has the beginning and the end of what was written, whatever the pieces", () => {
  const file = path.join(folder, "console.log");
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 }), (chunks) => {
      const log = new ConsoleLog({ file, head: 50, tail: 20 });
      for (const chunk of chunks) log.write(chunk);
      const leftOut = log.close();
      const all = Buffer.concat(chunks);
      const kept = readFileSync(file);
      expect(leftOut).toBe(Math.max(0, all.length - 70));
      const note = leftOut === 0 ? "" : `\n[bifold: ${leftOut} bytes left out here]\n`;
      const wanted =
        leftOut === 0 ? all : Buffer.concat([all.subarray(0, 50), Buffer.from(note), all.subarray(-20)]);
      expect(kept.equals(wanted)).toBe(true);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("a process and what it started are counted together", async () => {
  const eat =
    "const a = Buffer.alloc(80e6, 1); let x = 0; const t = Date.now(); while (Date.now() - t < 400) x++;";
  const program = `${eat} console.log(a.length, x); setInterval(() => {}, 1000);`;
  const child = spawn("sh", ["-c", `${process.execPath} -e '${program}'; true`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  const usage = await readUsage(child.pid ?? 0);
  expect(usage?.processes).toBeGreaterThanOrEqual(2);
  expect(usage?.rss).toBeGreaterThan(80e6);
  expect(usage?.rss).toBeLessThan(1e9);
  expect(usage?.cpuSeconds).toBeGreaterThan(0.2);
  child.kill("SIGKILL");
  child.stdout.destroy();
  expect(await readUsage(2 ** 30)).toBeNull();
  expect(["0:01.50", "01:02:03", "2-00:00:01"].map(seconds)).toEqual([1.5, 3723, 172_801]);
});

test("variables are recorded by a list of names, and an address without its password", async () => {
  const variables = {
    PYTHONHASHSEED: "0",
    AWS_SECRET_ACCESS_KEY: "x",
    API_TOKEN: "y",
    MINE: "z",
    PATH: "/bin",
  };
  const { record } = await recordEnvironment({
    folder,
    root: folder,
    argv: ["true"],
    variables,
    recordVariables: ["MINE"],
  });
  expect(record.variables).toEqual({ MINE: "z", PYTHONHASHSEED: "0" });
  expect(record.python).toBeNull();
  expect(withoutCredentials("https://me:secret@example.org/a.git")).toBe("https://example.org/a.git");
  expect(withoutCredentials("git@example.org:a.git")).toBe("git@example.org:a.git");
});

test("the interpreter of a script is that of its first line", async () => {
  const script = path.join(folder, "tool");
  writeFileSync(script, "#!/no/such/python3.12 -E\n");
  chmodSync(script, 0o755);
  const { record } = await recordEnvironment({ folder, root: folder, argv: [script], variables: {} });
  // It is asked, and is not there: nothing is recorded of another one.
  expect(record.python).toBeNull();
});
