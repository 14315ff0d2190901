// A few threads that make each pass together: this one and its helpers, which sleep in between.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createSelection, runPass } from "./run-pass.ts";
import { CONTROL, type SharedState } from "./shared-state.ts";

/** A pass takes a fraction of a second; a helper silent for this long is dead. Milliseconds. */
const SILENCE = 120_000;

export interface HelperData {
  readonly state: SharedState;
  readonly thread: number;
}

export class ThreadTeam {
  readonly #state: SharedState;
  readonly #helpers: readonly Worker[];
  readonly #selection = createSelection();

  private constructor(state: SharedState, helpers: readonly Worker[]) {
    this.#state = state;
    this.#helpers = helpers;
  }

  /** @throws what kept a helper from starting. */
  static async start(state: SharedState): Promise<ThreadTeam> {
    const helpers = Array.from({ length: state.shape.threads - 1 }, (_, index) => {
      const workerData: HelperData = { state, thread: index + 1 };
      return new Worker(helperUrl(), { workerData, execArgv: [] });
    });
    await Promise.all(helpers.map((helper) => once(helper, "message")));
    return new ThreadTeam(state, helpers);
  }

  /** Makes the pass that `state.pass` describes; blocks until all threads are done. */
  runPass(): void {
    const { control } = this.#state;
    Atomics.store(control, CONTROL.nextBlock, 0);
    Atomics.store(control, CONTROL.done, 0);
    Atomics.add(control, CONTROL.generation, 1);
    Atomics.notify(control, CONTROL.generation);
    runPass(this.#state, 0, this.#selection);
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (Atomics.load(control, CONTROL.failed) === 1)
        throw new Error("a training thread failed; see the log");
      if (done === this.#helpers.length) return;
      if (Atomics.wait(control, CONTROL.done, done, SILENCE) === "timed-out") {
        throw new Error("a training thread has stopped answering");
      }
    }
  }

  async close(): Promise<void> {
    const { control } = this.#state;
    Atomics.store(control, CONTROL.quit, 1);
    Atomics.add(control, CONTROL.generation, 1);
    Atomics.notify(control, CONTROL.generation);
    await Promise.all(this.#helpers.map((helper) => helper.terminate()));
  }
}

/** Node.js 20 gives a worker none of its parent's TypeScript loader, so a helper starts by installing it. */
function helperUrl(): URL {
  const start = `
    const { register } = await import(${JSON.stringify(import.meta.resolve("tsx/esm/api"))});
    register();
    await import(${JSON.stringify(import.meta.resolve("./helper-thread.ts"))});
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(start)}`);
}
