// A model's own inputs as the editor sees them: features of views by name, and fitted values that may be null.
// biome-ignore-all lint/suspicious/noFocusedTests: `fit` is of the vocabulary here
import { count, fit, mean, model, role, stddev, topK } from "bifold";
import { airport, airport_delays, at_departure, flights } from "./world.ts";
import { all_views, gates } from "./training.ts";

export const fitted = model({
  trainingSet: all_views,
  inputs: (read) => {
    const { mean_delay_1d, last_gate, flights_1d } = read(airport_delays);
    const center = fit(mean(mean_delay_1d)) ?? 0;
    return {
      scaled: ((mean_delay_1d ?? center) - center) / (fit(stddev(mean_delay_1d)) ?? 1),
      place: fit(topK(last_gate, 10)).indexOf(last_gate ?? ""),
      share: flights_1d / fit(count().where(flights_1d > 0)),
      evening: read(at_departure).hour > (fit(mean(read(at_departure).hour)) ?? 12),
      missing: mean_delay_1d,
    };
  },
  trainer: "trainers/late.ts",
  output: "p",
});

export const refused = model({
  trainingSet: all_views,
  inputs: (read) => ({
    // @ts-expect-error the view has no such feature
    misspelt: read(airport_delays).mean_delay_2d,
    // @ts-expect-error a mean may be null
    nullable: 1 - fit(mean(read(airport_delays).flights_1d)),
    // @ts-expect-error fitted values have no window
    windowed: fit(mean(read(airport_delays).flights_1d).over("1d")),
    // @ts-expect-error a feature is no aggregation
    plain: fit(read(airport_delays).flights_1d),
    // @ts-expect-error the training set has it under no such role
    other: read(role("other", airport_delays)).flights_1d,
    // @ts-expect-error the training set does not list it
    unlisted: read(gates).flights_1d,
    // @ts-expect-error a source is no view
    source: read(flights).delay,
    // @ts-expect-error nor is an entity
    entity: read(airport).airport,
  }),
  trainer: "trainers/late.ts",
  output: "p",
});

export const unfitted = model({
  trainingSet: all_views,
  // @ts-expect-error an aggregation is no value until it is fitted
  inputs: (read) => ({ unfitted: mean(read(airport_delays).flights_1d) }),
  trainer: "trainers/late.ts",
  output: "p",
});

export const text = model({
  trainingSet: all_views,
  // @ts-expect-error a text is no number
  inputs: (read) => ({ gate: read(airport_delays).last_gate }),
  trainer: "trainers/late.ts",
  output: "p",
});

export const list = model({
  trainingSet: all_views,
  // @ts-expect-error a list is no number
  inputs: (read) => ({ list: fit(topK(read(airport_delays).last_gate, 3)) }),
  trainer: "trainers/late.ts",
  output: "p",
});
