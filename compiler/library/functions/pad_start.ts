// `text.padStart(5, "0")`.
import { padding } from "../families/padding.ts";

export const pad_start = padding(
  "padStart",
  "Filled up on the left with a literal character to a literal number of code points.",
);
