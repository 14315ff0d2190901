// `stddev(x)`.
import { spread } from "./spread.ts";

export const stddev = spread({
  name: "stddev",
  summary: "Sample standard deviation; null for fewer than two values.",
  root: true,
  less: 1,
});
