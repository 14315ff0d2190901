// Constants of the body, helpers and destructuring are written out where they are used.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { delayOf, isLate as isLate, late, WINDOW } from "./helpers.ts";

const MOST = 60;
const apply = (f: (x: number) => number, x: number) => f(x);

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const { delay, origin: from } = flight;
    const meanDelay = mean(delay).over("6h");
    const bounded = (x: number, limit = MOST) => Math.min(x, limit);
    function half(x: number) {
      const two = 2;
      return x / two;
    }
    return {
      mean_delay_6h: meanDelay,
      log_delay: Math.log1p(half(meanDelay ?? 0)),
      late: mean(isLate(delay)).over("1d"),
      very_late: mean(late.very(delay)).over("1d"),
      bounded: max(bounded(bounded(delay), 3)).over(WINDOW),
      of_row: last(delayOf(flight)),
      applied: last(apply(isLate, delay)),
      from,
    };
  },
  refresh: "stream",
});
