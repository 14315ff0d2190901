// `variancePopulation(x)`.
import { spread } from "./spread.ts";

export const variance_population = spread({
  name: "variancePopulation",
  summary: "Population variance; null where there are no values.",
  root: false,
  less: 0,
});
