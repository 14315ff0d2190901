// The columns of a training set that rows can be judged apart by: those that may have few values.
import type { KeyTypes } from "./entity.ts";
import type { FeatureView } from "./feature-view.ts";
import type { Inputs, RequestView } from "./request-view.ts";
import type { KeysOf, RequestOf } from "./training-set.ts";
import type { ColumnTypes } from "./types.ts";

/** Keys, request fields and features. Used in a template, as errors then list the names and not what they are of. */
export type SliceOf<View> = NamesOf<KeysOf<View>> | NamesOf<RequestOf<View>> | FeatureOf<View>;

/**
 * `role__feature`, or `view__feature`: a view is called as its constant is, which no type knows, so any name may stand
 * for it here, and the compiler sees to the rest.
 */
type FeatureOf<View> =
  View extends FeatureView<KeyTypes, infer Features>
    ? `${View extends { readonly role: infer Role extends string } ? Role : string}__${NamesOf<Features>}`
    : View extends RequestView<ColumnTypes, Inputs, infer Features>
      ? `${string}__${NamesOf<Features>}`
      : never;

/** The names of numbers, bools and strings, of each row of a union: instants and lists have no few values. */
type NamesOf<Row> = Row extends unknown
  ? keyof {
      [Name in keyof Row & string as Row[Name] extends number | boolean | string | null ? Name : never]: true;
    }
  : never;
