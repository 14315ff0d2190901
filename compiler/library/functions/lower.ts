// `text.toLowerCase()`.
import { letterCase } from "../families/letter-case.ts";

export const lower = letterCase({
  method: "toLowerCase",
  summary: "In small letters, character by character (a final sigma is a sigma).",
  sqlFunction: "lower",
  examples: [
    ["JFK", "jfk"],
    ["ÀÉÎ", "àéî"],
    ["ΟΔΟΣ", "οδοσ"],
    ["😀", "😀"],
  ],
});
