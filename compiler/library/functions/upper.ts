// `text.toUpperCase()`.
import { letterCase } from "../families/letter-case.ts";

export const upper = letterCase({
  method: "toUpperCase",
  summary: "In capital letters, character by character.",
  sqlFunction: "upper",
  examples: [
    ["jfk", "JFK"],
    ["àéî", "ÀÉÎ"],
    ["σς", "ΣΣ"],
    ["\u{10428}", "\u{10400}"],
  ],
});
