// `stddevPopulation(x)`.
import { spread } from "./spread.ts";

export const stddev_population = spread({
  name: "stddevPopulation",
  summary: "Population standard deviation; null where there are no values.",
  root: true,
  less: 0,
});
