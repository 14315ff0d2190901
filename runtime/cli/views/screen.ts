// Where a command speaks: results on stdout, anything else on stderr; one JSON value instead where a machine reads it.
import { styleText } from "node:util";
import type { Surroundings, TextStream } from "../invocation.ts";
import { Progress } from "./progress.ts";

/** Columns of a step's name. */
export const STEP_WIDTH = 13;

type Style = "bold" | "dim" | "green" | "red" | "yellow" | "cyan";

export class Screen {
  /** Whether stdout carries one JSON value and nothing else. */
  readonly json: boolean;
  /** Whether stderr takes colours. */
  readonly color: boolean;
  readonly #stdout: TextStream;
  readonly #stderr: TextStream;
  readonly #now: () => number;
  readonly #colorOut: boolean;
  #progress: Progress | null = null;

  constructor({ stdout, stderr, variables, now }: Surroundings, json: boolean) {
    const wanted = (variables.NO_COLOR ?? "") === "" && variables.TERM !== "dumb";
    this.json = json;
    this.color = wanted && stderr.isTTY === true;
    this.#colorOut = wanted && stdout.isTTY === true;
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#now = now;
  }

  /** A line for people: on stdout, or nowhere where a machine reads. */
  line(text = ""): void {
    if (this.json) return;
    this.#progress?.clear();
    this.#stdout.write(`${text}\n`);
  }

  /** A line that belongs to the step above it. */
  detail(text: string): void {
    this.line(`${" ".repeat(STEP_WIDTH)}${text}`);
  }

  /** The command's result for programs. */
  result(value: unknown): void {
    if (this.json) this.#stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A line beside the result, on stderr. */
  note(text: string): void {
    this.#progress?.clear();
    this.#stderr.write(`${text}\n`);
  }

  /** A text that ends in a newline, as it is, on stderr. */
  text(text: string): void {
    this.#progress?.clear();
    this.#stderr.write(text);
  }

  style(style: Style, text: string): string {
    return this.#colorOut ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Shows how far something long has come, until the next one begins. */
  progress(label: string): Progress {
    this.#progress?.clear();
    this.#progress = new Progress(this.#stderr, label, this.#now);
    return this.#progress;
  }

  close(): void {
    this.#progress?.clear();
  }
}
