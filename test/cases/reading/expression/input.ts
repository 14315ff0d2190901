// Forms of expression that have no counterpart in SQL.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const tag = (x: string) => x;

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    awaited: await flight.delay,
    built: new Map(),
    pattern: /a+/.test(flight.origin),
    big: flight.delay + 10n,
    own: this.delay,
    tagged: tag`a`,
    positive: +flight.delay,
    comma: (flight.delay, flight.distance),
    indexed: flight.origin[0],
    private: flight.#delay,
  }),
  refresh: "stream",
});
