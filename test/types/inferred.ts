// What request views see of features: exactly these names and types.
import { requestView, type Timestamp, t } from "bifold";
import { airport_delays } from "./world.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? "same" : ["got", A, "wanted", B];

type Seen = NonNullable<(typeof airport_delays)["read"]>;

export const seen: Same<
  Seen,
  {
    readonly mean_delay_1d: number | null;
    readonly mean_delay_7d: number | null;
    readonly flights_1d: number;
    readonly flights_7d: number;
    readonly flights_1h: number;
    readonly minutes_1d: number;
    readonly latest_flight_7d: Timestamp | null;
    readonly last_gate: string | null;
    readonly last_delay_7d: number | null;
    readonly distance: number | null;
    readonly log_flights: number;
    readonly last_or_zero: number | null;
    readonly diverted: boolean | null;
    readonly is_late: boolean;
  }
> = "same";

export const expressions = requestView({
  request: { at: t.timestamp, note: t.string.nullable() },
  inputs: { airport: airport_delays },
  features: (request, { airport }) => ({
    hour: request.at.hour(),
    since: airport.latest_flight_7d === null ? -1 : request.at.secondsSince(airport.latest_flight_7d),
    later: request.at.plus("3h").minus("250ms").plusMinutes(1.5).isAfter(request.at),
    gate: airport.last_gate ?? "none",
    known: airport.last_gate === null ? false : airport.last_gate.startsWith("A"),
    long: (airport.distance ?? 0) > 500,
    note: request.note ?? "",
    nothing: airport.mean_delay_1d,
  }),
});

export const without_inputs = requestView({
  request: { at: t.timestamp },
  features: (request) => ({ hour: request.at.hour() }),
});
