// Spread of what has no names or items in the text, in calls, and in patterns.
import { count, entity, featureView, max, parquet, requestView, source, sum, t } from "bifold";
import { airport, flights } from "./world.ts";

const group = (x: number) => ({ sum_7d: sum(x).over("7d") });
const rest = ({ delay, ...others }: { delay: number; distance: number }) => ({ delay, ...others });
const named = { name: "other_delays" };
const list = [1, 2];

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin, ...null }),
  features: (flight) => ({
    ...flight,
    ...group,
    ...((x: number) => ({ x })),
    ...(flight.delay > 15 ? group(flight.delay) : group(0)),
    ...list,
    ...flights,
    ...nothing(flight.delay),
    ...rest(flight),
    list: max(flight.delay).over([...group(1), "30d"]),
    items: max(flight.delay).over([..."7d"]),
    call: Math.max(...list),
  }),
  refresh: "stream",
});

export const compared = requestView({
  request: { at: t.timestamp },
  inputs: { mine: airport_delays },
  features: (request, inputs) => ({ ...inputs, ...inputs.mine, hour: request.at.hour() }),
});

export const gates = source({
  ...named,
  from: parquet("gates.parquet"),
  columns: { ...flights.columns, gate: t.string },
  eventTime: (gate) => gate.date,
});

// What could not be read may have been what is missing.
export const terminal = entity({ ...nothing });
