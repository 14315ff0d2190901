// The end of a trainer's process: open runs are flushed and ended, as far as the way it ends allows.
import { spawnSync } from "node:child_process";
import type { RunEnd } from "./contract.ts";
import type { ApiRequest } from "./http.ts";

/** How long a process that was asked to end may go on sending, in milliseconds. */
const HURRY_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export interface OpenRun {
  readonly runId: string;
  readonly end: (status?: RunEnd) => Promise<void>;
  /** The requests that are to be sent yet, the one that ends the run included. */
  readonly leftOver: (status: RunEnd) => readonly ApiRequest[];
  /** Files and inputs that are on their way. */
  readonly uploads: () => number;
}

const runs = new Set<OpenRun>();

export function watch(run: OpenRun): void {
  if (runs.size === 0) {
    process.on("beforeExit", onBeforeExit);
    process.on("exit", onExit);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  runs.add(run);
}

export function unwatch(run: OpenRun): void {
  if (!runs.delete(run) || runs.size > 0) return;
  process.off("beforeExit", onBeforeExit);
  process.off("exit", onExit);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

/** Nothing is left to do: the program has come to its end. */
async function onBeforeExit(code: number): Promise<void> {
  await endAll(code === 0 ? "FINISHED" : "FAILED");
}

/** Where the program listens itself it decides what the signal means, and ends in its own way. */
async function onSignal(signal: NodeJS.Signals): Promise<void> {
  if (process.listenerCount(signal) > 1) return;
  await Promise.race([endAll("KILLED"), new Promise((resolve) => setTimeout(resolve, HURRY_MS).unref())]);
  for (const { runId } of runs) say(`run ${runId}: the server did not take everything in time`);
  process.off(signal, onSignal);
  // Listening kept the process alive: the signal does now what it would have done.
  process.kill(process.pid, signal);
}

async function endAll(status: RunEnd): Promise<void> {
  const ended = [...runs].map((run) => run.end(status).catch((error: Error) => say(error.message)));
  await Promise.all(ended);
}

/** `process.exit` and uncaught errors leave no time to wait for an answer: another process sends what is left. */
function onExit(code: number): void {
  const status = code === 0 ? "FINISHED" : "FAILED";
  const requests = [...runs].flatMap((run) => run.leftOver(status));
  for (const run of runs) {
    const uploads = run.uploads();
    if (uploads > 0) say(`run ${run.runId}: ${uploads} uploads were cut off by the end of the process`);
  }
  if (requests.length === 0) return;
  const { status: failed, error } = spawnSync(process.execPath, ["--input-type=module", "-e", SENDER], {
    input: JSON.stringify(requests),
    stdio: ["pipe", "ignore", "inherit"],
    timeout: HURRY_MS,
  });
  if (error !== undefined || failed !== 0)
    say(`${requests.length} requests could not all be sent at the end of the process`);
}

function say(text: string): void {
  process.stderr.write(`bifold/tracking: ${text}\n`);
}

const SENDER = `let text = "";
for await (const chunk of process.stdin) text += chunk;
for (const { url, headers, body } of JSON.parse(text)) {
  const answer = await fetch(url, { method: "POST", headers, body });
  if (!answer.ok) {
    process.exitCode = 1;
    console.error("bifold/tracking: " + answer.status + " " + (await answer.text()).slice(0, 200));
  }
}`;
