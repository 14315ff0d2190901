// What is spread stands as if it were written out, wherever objects and lists are read.
import { count, entity, featureView, last, parquet, requestView, source, t } from "bifold";
import { delays, event, origin_key, rows, totals } from "./groups.ts";
import { EVEN } from "./windows.ts";

const common = { refresh: "stream" } as const;
const inputs = { code: "A", other: "B" };

export const airport = entity({ keys: { ...{ airport: t.string } } });
export const flights = source({
  from: parquet("flights.parquet"),
  columns: { ...event, delay: t.int64, distance: t.float64, kind: t.string },
  eventTime: (flight) => flight.date,
  tieBreak: [...["delay", "distance"], "kind"],
});
export const airport_delays = featureView({
  ...common,
  entity: airport,
  source: flights,
  key: (flight) => ({ ...origin_key(flight.origin) }),
  features: (flight) => {
    const shared = delays(flight.delay);
    return {
      first: last(flight.delay),
      ...shared,
      ...totals(flight),
      ...(EVEN ? rows() : {}),
      kinds: count().by(flight.kind, { ...inputs, c: "C" }).over("1d"),
    };
  },
});
const mine = { mine: airport_delays };
export const now = requestView({
  request: { ...{ at: t.timestamp } },
  inputs: { ...mine },
  features: (request, { mine }) => ({
    ...((at: typeof request.at, most: number | null) => ({ hour: at.hour(), most: most ?? 0 }))(request.at, mine.max_1d),
  }),
});
