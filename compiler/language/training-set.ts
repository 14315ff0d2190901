// `trainingSet`: which rows to learn from, as of when, and what to predict.
import type { Declaration, Exactly, Published } from "./declaration.ts";
import type { GivenKeys, KeyTypes } from "./entity.ts";
import type { Duration } from "./duration.ts";
import type { FeatureRow, FeatureView } from "./feature-view.ts";
import type { Inputs, RequestView } from "./request-view.ts";
import type { Source } from "./source.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ColumnTypes, Row } from "./types.ts";

/** What a training set lists. */
export type View = FeatureView<KeyTypes, object> | RequestView<ColumnTypes, Inputs>;

/** The keys that a view needs: its entity's, or those of the views that it reads. */
export type KeysOf<Given> =
  Given extends FeatureView<infer Keys, infer _Features>
    ? GivenKeys<Keys>
    : Given extends RequestView<infer _Request, infer Views>
      ? { readonly [Alias in keyof Views]: KeysOf<Views[Alias]> }[keyof Views]
      : never;

/** The request fields that a view needs. */
export type RequestOf<Given> = Given extends RequestView<infer Request, infer _Views> ? Row<Request> : never;

type All<Union> = (Union extends unknown ? (value: Union) => void : never) extends (value: infer Each) => void
  ? Each
  : never;

type Needed<Union> = [Union] extends [never] ? unknown : All<Union>;

/** `request` cannot be left out where a view needs a field of it. */
type Asked<Request> = [Request] extends [never] ? unknown : { readonly request: object };

export interface TrainingSet<Views extends readonly View[] = readonly View[]>
  extends Declaration<"training_set"> {
  readonly views: Views;
}

/** Null only where `where` leaves the row out, which `bifold check` sees to. */
type SomeOf<Keys> = { readonly [Name in keyof Keys]?: Keys[Name] | null };

/** What happens in [asOf, asOf + horizon); rows whose horizon is not over at the end of the data are left out. */
interface Outcome<Columns extends ColumnTypes, Keys, LabelKeys, Label> {
  readonly horizon: Duration;
  readonly source: Source<Columns>;
  /** Some of the keys of the training set, by name; `keys` may return some for this alone. */
  readonly key: (row: Row<Columns>) => Exactly<LabelKeys, Keys> & SomeOf<Keys>;
  /** Which rows count; all where it is left out. */
  readonly where?: (row: Row<Columns>) => boolean;
  /** Over all rows of the horizon: `{ churned: count().overAll() === 0 }`. */
  readonly value: (row: FeatureRow<Columns>) => Label;
}

interface TrainingSetDefinition<
  Columns extends ColumnTypes,
  Views extends readonly View[],
  Keys,
  LabelKeys,
  Request,
  Label,
  Outcomes extends ColumnTypes,
> extends Published {
  /** The source whose rows are the examples. */
  readonly spine: Source<Columns>;
  /** The keys of all views, by name, from a row; beside them those by which a label with a horizon is found. */
  readonly keys: (row: Row<Columns>) => Exactly<Keys, Needed<KeysOf<Views[number]>> & LabelKeys>;
  /** When the prediction would have been asked for. */
  readonly asOf: (row: Row<Columns>) => Timestamp;
  /** What the caller would have sent, for the request views. */
  readonly request?: (row: Row<Columns>) => Exactly<Request, Needed<RequestOf<Views[number]>>>;
  /** What to predict, one value under its name: of the row, or of what happens to its keys within a horizon. */
  readonly label: ((row: Row<Columns>) => Label) | Outcome<Outcomes, Keys, LabelKeys, Label>;
  /** Which rows are examples; all where it is left out. */
  readonly where?: (row: Row<Columns>) => boolean;
  /** Keep one row in so many, chosen by the row's own values: the same rows in every run. */
  readonly sample?: { readonly oneIn: number };
  /** Of rows whose label is 0 or false keep one in so many; the column `sample_weight` makes up for it. */
  readonly negatives?: { readonly oneIn: number };
  /** The column `split`: "validation" and "test" from these instants on, "train" before. */
  readonly split?: { readonly validation?: string; readonly test?: string };
  /** Their features are the columns, sorted by `view__feature`: the order here leaves no trace. */
  readonly views: Views;
}

/** Examples to learn from, each with the features that were known as of its time. */
export function trainingSet<
  Columns extends ColumnTypes,
  const Views extends readonly View[],
  Keys extends Needed<KeysOf<Views[number]>>,
  LabelKeys extends object,
  Request extends Needed<RequestOf<Views[number]>>,
  Label extends Readonly<Record<string, number | boolean | null>>,
  Outcomes extends ColumnTypes,
>(
  definition: TrainingSetDefinition<Columns, Views, Keys, LabelKeys, Request, Label, Outcomes> &
    Asked<RequestOf<Views[number]>>,
) {
  return { kind: "training_set", ...definition } as unknown as TrainingSet<Views>;
}
