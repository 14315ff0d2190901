// What a model's rows can be judged apart by: columns of its training set, and red where there is no such column.
import { entity, featureView, last, model, parquet, role, source, t, trainingSet } from "bifold";
import { transfers } from "./composition.ts";
import { all_views, by_gate, one_view } from "./training.ts";

const trained = { trainer: "trainers/a.ts", output: "p" };

export const fields = model({
  ...trained,
  trainingSet: all_views,
  slices: ["airport", "origin", "destination", "seats"],
});

export const features = model({
  ...trained,
  trainingSet: all_views,
  slices: [
    "airport_delays__last_gate",
    "airport_delays__flights_7d",
    "airport_delays__is_late",
    "at_departure__hour",
  ],
});

export const of_roles = model({
  ...trained,
  trainingSet: transfers,
  slices: [
    "sender_user",
    "sender__busy",
    "receiver__busy",
    "user",
    "user_stats__busy",
    "compared__busy",
    "amount",
  ],
});

const NAMES = ["airport", "airport_delays__diverted"] as const;

export const of_constants = model({ ...trained, trainingSet: one_view, slices: NAMES });

export const no_slices = model({ ...trained, trainingSet: one_view, slices: [] });

export const refused = model({
  ...trained,
  trainingSet: all_views,
  slices: [
    // @ts-expect-error misspelt
    "aiport",
    // @ts-expect-error a column of the spine is none of the training set
    "gate",
    // @ts-expect-error the label is what is judged
    "late",
    // @ts-expect-error which view's?
    "is_late",
    // @ts-expect-error no view has such a feature
    "airport_delays__is_early",
    // @ts-expect-error there are two windows
    "airport_delays__flights",
    // @ts-expect-error one underscore is missing
    "airport_delays_is_late",
    // @ts-expect-error an instant has no few values
    "airport_delays__latest_flight_7d",
    // @ts-expect-error nor has a request's
    "departure",
    "airport",
  ],
});

export const refused_of_roles = model({
  ...trained,
  trainingSet: by_gate,
  slices: [
    "gate_airport",
    "gate__usual_1d",
    // @ts-expect-error it is listed under a role
    "gates__usual_1d",
    // @ts-expect-error no such role
    "exit__usual_1d",
    // @ts-expect-error its key has the role's name before it
    "airport",
  ],
});

// @ts-expect-error a list of names
export const no_list = model({ ...trained, trainingSet: one_view, slices: "airport" });

const visits = source({
  from: parquet("visits.parquet"),
  columns: { at: t.timestamp, tags: t.list(t.string) },
  eventTime: (visit) => visit.at,
});

export const hour = entity({ keys: { hour: t.timestamp } });

export const hours = featureView({
  entity: hour,
  source: visits,
  key: (visit) => ({ hour: visit.at.startOfHour() }),
  features: (visit) => ({ tags: visit.tags, tagged: last(visit.tags.length) }),
  refresh: "stream",
});

export const by_hour = trainingSet({
  spine: visits,
  keys: (visit) => ({ this_hour: visit.at }),
  asOf: (visit) => visit.at,
  label: (visit) => ({ tagged: visit.tags.length > 0 }),
  views: [role("this", hours)],
});

export const many_values = model({
  ...trained,
  trainingSet: by_hour,
  slices: [
    "this__tagged",
    // @ts-expect-error a list has no few values
    "this__tags",
    // @ts-expect-error nor has a key that is an instant
    "this_hour",
  ],
});
