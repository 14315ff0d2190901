// A function of a package cannot be compiled.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import clamp_all, { clamp } from "lodash";
import { median } from "simple-statistics";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    middle: median(flight.delay),
    bare: clamp,
  }),
  refresh: "stream",
});
