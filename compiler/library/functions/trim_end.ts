// `text.trimEnd()`.
import { trimming } from "../families/trimming.ts";

export const trim_end = trimming("trimEnd", "Without blanks and line ends at the end.");
