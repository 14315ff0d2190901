// Where something stands in a definition file.

/** A range of one source file, as UTF-16 offsets, end exclusive. `file` is relative to the project root, with `/`. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Where a declaration uses it, if it is written in a helper or spread from elsewhere. */
  readonly use?: Span;
}

/** One definition file as text: the compiler's only input. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}
