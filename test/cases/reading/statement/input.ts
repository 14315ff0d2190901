// Loops, conditions and other steps in a feature, each with its way out.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const delays = mean(flight.delay).over("1d");
    for (const x of [1, 2]) { sum(x); }
    while (true) {}
    if (flight.delay > 15) return { late: 1 };
    switch (flight.origin) {}
    try {} catch {}
    throw 3;
    flight.delay + 1;
    return { delays };
    return { late: 0 };
  },
  refresh: "stream",
});
