// One generated file.

/** `path` is relative to `generated/`, with `/`; `text` is final: formatted, no timestamp, no absolute path. */
export interface Artifact {
  readonly path: string;
  readonly text: string;
}
