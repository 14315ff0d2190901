// What is known of the flight itself when it leaves, and how its ends compare.
import { requestView, t } from "bifold";
import { destination_delays } from "./destination_delays.ts";
import { origin_delays } from "./origin_delays.ts";
import { route_delays } from "./route_delays.ts";

export const at_departure = requestView({
  request: { departure: t.timestamp, distance: t.float64 },
  inputs: { from: origin_delays, to: destination_delays, route: route_delays },
  features: (request, { from, to, route }) => ({
    hour: request.departure.hour(),
    weekday: request.departure.weekday(),
    distance: request.distance,
    log_distance: Math.log1p(request.distance),
    from_against_route: (from.mean_delay_6h ?? 0) - (route.mean_delay_7d ?? 0),
    from_against_to: (from.late_share_6h ?? 0) - (to.late_share_6h ?? 0),
    from_trend: (from.mean_delay_6h ?? 0) - (from.mean_delay_7d ?? 0),
  }),
});
