// Names that nothing declares, with the nearest that is declared.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const LATE = 15;

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    late: mean(flight.delay > LATEST ? 1 : 0).over("1d"),
    mine: max(fligth.delay).over("1d"),
    other: max(completely_unknown).over("1d"),
  }),
  refresh: "stream",
});
