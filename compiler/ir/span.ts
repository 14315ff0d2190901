// Where something stands in a definition file.

/** A range of one source file, as UTF-16 offsets, end exclusive. `file` is relative to the project root, with `/`. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One definition file as text: the compiler's only input. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}
