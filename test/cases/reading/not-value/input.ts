// Things that are not values: rows, functions, types, declarations.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { t } from "bifold";

const isLate = (delay: number) => (delay > 15 ? 1 : 0);

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    row: flight,
    helper: isLate,
    vocabulary: mean,
    namespace: Math,
    member: Math.abs,
    declaration: airport,
    type: t.string,
    callback: last((x) => x),
    mapped: flight.origin.split("-").map((x) => x).length,
    filtered: flight.origin.split("-").filter(isLate).length,
    found: flight.origin.replaceAll("a", () => "b"),
  }),
  refresh: "stream",
});
