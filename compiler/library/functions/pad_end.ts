// `text.padEnd(5, " ")`.
import { padding } from "../families/padding.ts";

export const pad_end = padding(
  "padEnd",
  "Filled up on the right with a literal character to a literal number of code points.",
);
