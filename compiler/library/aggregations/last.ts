// `last(x)`.
import { newest } from "./newest.ts";

export const last = newest({
  name: "last",
  summary: "The latest value that is not null, by event time; null where there is none.",
  window: "optional",
});
