// `read` and `fit`: what a model's inputs are made of, features of one row and constants of all rows learnt from.
import type { Windowless } from "./aggregate.ts";
import type { KeyTypes } from "./entity.ts";
import type { FeatureView } from "./feature-view.ts";
import type { Inputs, RequestView } from "./request-view.ts";
import type { ColumnTypes } from "./types.ts";

/** The features of a view of the model's training set, on the row that a prediction is for. */
export type ReadView<Views> = <Given extends Views>(view: Given) => FeaturesOf<Given>;

type FeaturesOf<Given> =
  Given extends FeatureView<KeyTypes, infer Features>
    ? Features
    : Given extends RequestView<ColumnTypes, Inputs, infer Features>
      ? Features
      : never;

/**
 * The value of an aggregation over the rows that the model learns from, those held out left out. It is computed when
 * the model is trained, kept with the version, and the same in training and service: `fit(mean(x))` is null where no
 * row has a value.
 */
export function fit<Value>(aggregation: Windowless<Value>): Value {
  return { fitted: aggregation } as Value;
}
