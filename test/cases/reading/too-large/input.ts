// Helpers that double what they are given grow beyond all bounds.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const twice = (x: number) => x + x;
const eight = (x: number) => twice(twice(twice(x)));

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    many: eight(eight(eight(eight(eight(flight.delay))))),
  }),
  refresh: "stream",
});
