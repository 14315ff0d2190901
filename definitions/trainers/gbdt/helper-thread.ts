// A helper thread: sleeps until the next pass, does its share, and says so.
import { parentPort, workerData } from "node:worker_threads";
import { createSelection, runPass } from "./run-pass.ts";
import { CONTROL } from "./shared-state.ts";
import type { HelperData } from "./thread-team.ts";

const { state, thread } = workerData as HelperData;
const { control } = state;
const selection = createSelection();

let generation = Atomics.load(control, CONTROL.generation);
parentPort?.postMessage("ready");
try {
  for (;;) {
    Atomics.wait(control, CONTROL.generation, generation);
    if (Atomics.load(control, CONTROL.quit) === 1) break;
    generation = Atomics.load(control, CONTROL.generation);
    runPass(state, thread, selection);
    finish();
  }
} catch (error) {
  Atomics.store(control, CONTROL.failed, 1);
  finish();
  throw error;
}

function finish(): void {
  Atomics.add(control, CONTROL.done, 1);
  Atomics.notify(control, CONTROL.done);
}
