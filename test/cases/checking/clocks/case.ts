// What a zone's clock shows, taken for an instant.
import { featureView, last, requestView, t } from "bifold";
import { customer, orders } from "./world.ts";

const HERE = "Europe/Zurich";

export const clocks = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => {
    const local = order.at.in(HERE);
    return {
      twice: last(local.in("America/New_York").hour()).over("7d"),
      seconds: last(local.epochSeconds()).over("7d"),
      since_midnight: last(local.secondsSince(local.startOfDay())).over("7d"),
      hour: last(local.hour()).over("7d"),
      mixed: last(order.at.secondsSince(local.startOfDay())).over("7d"),
    };
  },
  refresh: { every: "1h" },
});

export const at_request = requestView({
  request: { at: t.timestamp, then: t.timestamp.nullable() },
  features: ({ at, then }) => ({
    same_clock: at.in(HERE).isAfter((then ?? at).in(HERE)),
    two_clocks: at.in(HERE).isAfter((then ?? at).in("Asia/Tokyo")),
    shifted: (then ?? at.in(HERE)).plus("1d").epochSeconds(),
    tested: then === null ? 0 : then.in(HERE).hour(),
  }),
});
