// Functions that are not one expression with names for its parts.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const most = (...values: number[]) => 3;
const soon = async (value: number) => value;
function* all(value: number) { yield value; }
function nothing(value: number) { const x = value; }
function bare(value: number) { return; }

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    many: max(most(flight.delay, 3)).over("1d"),
    later: max(soon(flight.delay)).over("1d"),
    each: max(all(flight.delay)).over("1d"),
    none: max(nothing(flight.delay)).over("1d"),
    empty: max(bare(flight.delay)).over("1d"),
    method(flight) { return 3; },
  }),
  refresh: "stream",
});
