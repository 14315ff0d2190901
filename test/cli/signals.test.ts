// One Ctrl-C stops cleanly, also when npm sends it twice; a second one ends at once.
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { aborted, listenForInterrupts } from "../../runtime/cli/signals.ts";

class Source extends EventEmitter {
  exitCode: number | null = null;

  exit(code: number): void {
    this.exitCode = code;
  }
}

test("the first interrupt aborts, its echo is nothing, a later one exits", async () => {
  const source = new Source();
  let now = 1_000;
  let said = "";
  const signal = listenForInterrupts(
    source,
    (text) => (said += text),
    () => now,
  );
  const stopped = aborted(signal);
  expect(signal.aborted).toBe(false);
  source.emit("SIGINT");
  await stopped;
  await aborted(signal);
  now += 20;
  source.emit("SIGINT");
  expect({ exitCode: source.exitCode, said }).toEqual({
    exitCode: null,
    said: "\nStopping; Ctrl-C again to end at once.\n",
  });
  now += 2_000;
  source.emit("SIGTERM");
  expect(source.exitCode).toBe(130);
});
