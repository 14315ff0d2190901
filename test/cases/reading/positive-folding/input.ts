// Constants are computed while reading, as JavaScript computes them.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const MINUTES = 60;
const HOURS = 24;
const PREFIX = "delay";
const ENABLED = true;
const NOTHING = null;
const LIMITS = { late: 15, early: -15, list: [1, 2] };

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    whole: MINUTES * HOURS,
    fraction: MINUTES / 7,
    negative: -MINUTES,
    float: 1.0 + 2,
    exponent: 1e3,
    text: `${PREFIX}_${MINUTES}`,
    joined: PREFIX + "x",
    chosen: flight.delay > LIMITS.late ? LIMITS.list[1] : LIMITS["early"],
    branch: ENABLED ? flight.delay : flight.distance,
    both: ENABLED && flight.delay > 0,
    fallback: NOTHING ?? flight.delay,
    root: Math.sqrt(16) + Math.max(1, 2, 3),
    kept: 0 / 0,
    minus_zero: -0,
    minus_zero_compared: flight.delay > -0,
    ordered: "a" < "b",
    hex: 0xff,
    separated: 1_000,
    epsilon: Number.EPSILON,
    inverse: !ENABLED,
    power: 2 ** 10,
  }),
  refresh: "stream",
});
