// A renamed import, a shared set of features, a name of its own, an export under another name.
import { count as rows, entity as thing, featureView, type Row, t } from "bifold";
import { airport as place, flights } from "./world.ts";

const features = (flight: { delay: number }) => ({ flights_1d: rows().over("1d"), delay: flight.delay });
const hidden = thing({ name: "renamed", keys: { id: t.int64 } });
export { hidden as shown };
const entity = place;
export const airport_delays = featureView({
  entity,
  source: flights,
  key: (mean) => ({ airport: mean.origin }),
  features,
  refresh: "stream",
});
export const shown_delays = featureView({
  entity: hidden,
  source: flights,
  key: (row) => ({ id: row.delay }),
  features: (row) => features(row),
  refresh: "stream",
});
