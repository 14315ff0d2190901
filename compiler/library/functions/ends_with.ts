// `text.endsWith(part)`.
import { textTest } from "../families/text-test.ts";

export const ends_with = textTest({
  method: "endsWith",
  summary: "Whether the string ends with the part.",
  sqlFunction: "ends_with",
  examples: [
    ["x😀", "😀", true],
    ["x", "", true],
    ["ab", "a", false],
  ],
});
