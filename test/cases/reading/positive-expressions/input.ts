// Every form of expression that a feature can have.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    arithmetic: -(flight.delay + 2) * 3 / 4 - 5 % 6,
    power: flight.distance ** 2,
    compare: flight.delay >= 15 && flight.delay < 30 || !(flight.delay === 0),
    null_test: flight.gate === null ? "none" : flight.gate ?? "some",
    template: `${flight.origin}-${flight.gate ?? ""}!`,
    method: flight.date.plus("3h").isBefore(flight.date),
    property: flight.origin.length,
    element: flight["delay"],
    math: Math.log1p(Math.abs(flight.delay)) + Math.PI,
    number: Number.isNaN(flight.distance),
    list: ["JFK", "LAX"].includes(flight.origin),
    boolean: flight.delay > 0 === true,
    asserted: ("1d" as const) satisfies string,
  }),
  refresh: "stream",
});
