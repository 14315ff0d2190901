// `text.includes(part)`.
import { textTest } from "../families/text-test.ts";

export const includes = textTest({
  method: "includes",
  summary: "Whether the string has the part in it; every string has the empty one.",
  sqlFunction: "contains",
  examples: [
    ["Zürich", "ric", true],
    ["", "", true],
    ["e\u0301", "\u0301", true],
  ],
});
