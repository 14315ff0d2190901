// Opens an ONNX model for serving: checked against the declaration, then rows of float32 in, one number a row out.
import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { checkSignature, type ExpectedSignature, type InputLayout } from "./check-signature.ts";
import { readMetadata } from "./onnx/read-metadata.ts";
import { ModelSignatureError } from "./signature-error.ts";

/** One thread: serving runs one process a core, and idle ONNX Runtime threads spin. */
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ["cpu"],
  executionMode: "sequential",
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};
const WARM_UP_ROWS = [1, 8, 64];
/** More than one row, so that a model exported for a single row is found out. */
const PROBE_ROWS = 2;

export interface ModelSession {
  readonly file: string;
  /** False for a model of one matrix input without `bifold.features` in its metadata: only the count was checked. */
  readonly namesChecked: boolean;
  /**
   * `batch` holds `rows` input vectors one after another, NaN for missing; it must stay unchanged until the promise
   * resolves. The result has one number a row. The native call blocks the event loop while it runs.
   */
  run(batch: Float32Array, rows: number): Promise<Float32Array>;
  /** Runs batches of 1, 8 and 64 rows: first runs are several times slower. */
  warmUp(): Promise<void>;
  /** Waits for runs under way, then frees the model. */
  close(): Promise<void>;
}

export interface OpenModelOptions {
  readonly file: string;
  readonly expected: ExpectedSignature;
}

/** @throws ModelSignatureError that lists every difference between the file and what is expected. */
export async function openModel({ file, expected }: OpenModelOptions): Promise<ModelSession> {
  const native = await load(file);
  const { session, properties } = native;
  const { layout, problems } = checkSignature(
    { inputs: session.inputMetadata, outputs: session.outputMetadata, properties },
    expected,
  );
  if (problems.length > 0) {
    await session.release();
    throw new ModelSignatureError(file, problems);
  }
  const opened = new OnnxSession(file, session, layout, expected);
  try {
    await opened.run(new Float32Array(PROBE_ROWS * expected.features.length), PROBE_ROWS);
  } catch (cause) {
    await opened.close();
    throw new ModelSignatureError(file, [`it does not run on ${PROBE_ROWS} rows: ${messageOf(cause)}`], {
      cause,
    });
  }
  return opened;
}

async function load(
  file: string,
): Promise<{ session: InferenceSession; properties: Readonly<Record<string, string>> }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new ModelSignatureError(file, [`it cannot be read: ${messageOf(cause)}`], { cause });
  }
  try {
    const { properties } = readMetadata(bytes);
    // By path, not by bytes: weights may lie in files beside it.
    return { session: await InferenceSession.create(file, OPTIONS), properties };
  } catch (cause) {
    throw new ModelSignatureError(file, [`it cannot be loaded: ${messageOf(cause)}`], { cause });
  }
}

class OnnxSession implements ModelSession {
  readonly file: string;
  readonly namesChecked: boolean;
  readonly #session: InferenceSession;
  readonly #layout: InputLayout;
  readonly #names: readonly string[];
  readonly #output: string;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(file: string, session: InferenceSession, layout: InputLayout, expected: ExpectedSignature) {
    this.file = file;
    this.namesChecked = layout.kind === "columns" || layout.named;
    this.#session = session;
    this.#layout = layout;
    this.#names = expected.features.map((feature) => feature.name);
    this.#output = expected.output;
  }

  async run(batch: Float32Array, rows: number): Promise<Float32Array> {
    if (this.#closed) throw new Error(`model ${this.file} is closed`);
    if (batch.length !== rows * this.#names.length) {
      throw new RangeError(
        `a batch of ${rows} rows of ${this.#names.length} features has ${rows * this.#names.length} values, not ${batch.length}`,
      );
    }
    if (rows === 0) return new Float32Array(0);
    // Only this output: a label beside it would be an int64 tensor, that is BigInts.
    const running = this.#session.run(this.#feeds(batch, rows), [this.#output]);
    this.#running.add(running);
    try {
      const { data } = (await running)[this.#output] as Tensor;
      if (!(data instanceof Float32Array) || data.length !== rows) {
        throw new Error(`output \`${this.#output}\` has ${data.length} values of ${rows} rows`);
      }
      return data;
    } finally {
      this.#running.delete(running);
    }
  }

  async warmUp(): Promise<void> {
    for (const rows of WARM_UP_ROWS) await this.run(new Float32Array(rows * this.#names.length), rows);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#running);
    await this.#session.release();
  }

  #feeds(batch: Float32Array, rows: number): Record<string, Tensor> {
    const width = this.#names.length;
    if (this.#layout.kind === "matrix") {
      return { [this.#layout.input]: new Tensor("float32", batch, [rows, width]) };
    }
    const feeds: Record<string, Tensor> = {};
    for (const [index, name] of this.#names.entries()) {
      const column = new Float32Array(rows);
      for (let row = 0; row < rows; row++) column[row] = batch[row * width + index] as number;
      feeds[name] = new Tensor("float32", column, [rows, 1]);
    }
    return feeds;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
