// `let` and `var`, inside and outside.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

let threshold = 15;

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    let delay = flight.delay;
    var late = delay > 15;
    return { delays: mean(delay).over("1d"), late: max(late ? 1 : threshold).over("1d") };
  },
  refresh: "stream",
});
