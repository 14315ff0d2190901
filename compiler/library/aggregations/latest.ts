// A plain column as a feature.
import { newest } from "./newest.ts";

export const latest = newest({
  name: "latest",
  summary: "The value of the latest row, by event time, null included.",
  window: "refused",
});
