// `text.trimStart()`.
import { trimming } from "../families/trimming.ts";

export const trim_start = trimming("trimStart", "Without blanks and line ends at the beginning.");
