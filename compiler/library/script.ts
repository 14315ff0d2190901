// How a generated SQL script is cut into its steps and the statement that gives its result.

const RESULT_MARK = "-- result\n";

export function joinScript(steps: readonly string[], result: string): string {
  return [...steps, `${RESULT_MARK}${result}\n`].join("\n");
}

/** `steps` is empty text where a script is one statement. */
export function splitScript(script: string): { readonly steps: string; readonly result: string } {
  const mark = script.lastIndexOf(RESULT_MARK);
  if (mark < 0) return { steps: "", result: script };
  return { steps: script.slice(0, mark), result: script.slice(mark + RESULT_MARK.length) };
}
