// `text.startsWith(part)`.
import { textTest } from "../families/text-test.ts";

export const starts_with = textTest({
  method: "startsWith",
  summary: "Whether the string starts with the part.",
  sqlFunction: "starts_with",
  examples: [
    ["😀x", "😀", true],
    ["x", "", true],
    ["ab", "b", false],
  ],
});
