// What features describe: the two ends of a flight, and the pair of them.
import { entity, t } from "bifold";

export const origin = entity({
  keys: { origin: t.string },
  description: "Airport a flight leaves from, IATA code",
});

export const destination = entity({
  keys: { destination: t.string },
  description: "Airport a flight goes to, IATA code",
});

export const route = entity({
  keys: { origin: t.string, destination: t.string },
  description: "Ordered pair of airports",
});
