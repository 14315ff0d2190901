// `variance(x)`.
import { spread } from "./spread.ts";

export const variance = spread({
  name: "variance",
  summary: "Sample variance; null for fewer than two values.",
  root: false,
  less: 1,
});
