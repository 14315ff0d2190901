// `featureView`: features of an entity, aggregated from the rows of a source.
import type { Column, FeatureValue, NamesOf, Several } from "./aggregate.ts";
import type { Declaration, Exactly, Published } from "./declaration.ts";
import type { Duration } from "./duration.ts";
import type { Entity, GivenKeys, KeyTypes } from "./entity.ts";
import type { Parts } from "./list.ts";
import type { Source } from "./source.ts";
import type { ColumnTypes, ColumnValue, Row } from "./types.ts";

/** Features as they are written: values, and aggregations over several windows or values. */
export type WrittenFeatures = Readonly<Record<string, ColumnValue | Parts | null | Several<unknown, string>>>;

/** Features as they are read: one a window and value, nullable where a key may have no rows. */
type ReadFeatures<Written> = {
  readonly [Name in keyof Written & string as [NamesOf<Written[Name]>] extends [never]
    ? Name
    : `${Name}_${NamesOf<Written[Name]>}`]: FeatureValue<Written[Name]>;
};

export interface FeatureView<Keys extends KeyTypes, Features> extends Declaration<"feature_view"> {
  readonly entity: Entity<Keys>;
  /** Never present: it carries the features' types. */
  readonly read?: Features;
}

/** Every row that counts at a cut; `delay` lets late data arrive before the cut is taken. */
interface Refresh {
  readonly every: Duration;
  readonly delay?: Duration;
}

/** Another view, and its keys from a row, null being nobody's: its features are then those as of the row's event time. */
interface RowInput<Columns extends ColumnTypes, View> {
  readonly view: View;
  readonly key: (
    row: Row<Columns>,
  ) => View extends FeatureView<infer Keys, infer _Features> ? GivenKeys<Keys> : never;
}

/** The features of views, by the names that they are given. */
export type InputFeatures<Views> = {
  readonly [Alias in keyof Views]: Views[Alias] extends FeatureView<infer _Keys, infer Features>
    ? Features
    : never;
};

interface FeatureViewDefinition<
  Keys extends KeyTypes,
  Columns extends ColumnTypes,
  Given,
  Features,
  Views extends Readonly<Record<string, FeatureView<KeyTypes, object>>>,
> extends Published {
  readonly entity: Entity<Keys>;
  readonly source: Source<Columns>;
  /** Features of other views beside each row, as of its event time. */
  readonly inputs?: { readonly [Alias in keyof Views]: RowInput<Columns, Views[Alias]> };
  /** The entity's keys, all of them and no others, from a row. */
  readonly key: (row: Row<Columns>) => Exactly<Given, Keys>;
  /** Which rows count; all where it is left out. */
  readonly where?: (row: Row<Columns>, inputs: InputFeatures<Views>) => boolean;
  readonly features: (row: FeatureRow<Columns>, inputs: InputFeatures<Views>) => Features;
  /** "stream": served values are as of now. Otherwise they are those of the last cut, in training too. */
  readonly refresh: "stream" | Refresh;
  /** Latest values older than this are null. */
  readonly ttl?: Duration;
}

/** A row whose columns are features of their own. */
export type FeatureRow<Columns extends ColumnTypes> = {
  readonly [Name in keyof Columns]: Column<Row<Columns>[Name]>;
};

/** Features of one entity from one source. */
export function featureView<
  Keys extends KeyTypes,
  Columns extends ColumnTypes,
  Given extends GivenKeys<Keys>,
  Features extends WrittenFeatures,
  // biome-ignore lint/complexity/noBannedTypes: no inputs is the empty object.
  Views extends Readonly<Record<string, FeatureView<KeyTypes, object>>> = {},
>(definition: FeatureViewDefinition<Keys, Columns, Given, Features, Views>) {
  return { kind: "feature_view", ...definition } as unknown as FeatureView<Keys, ReadFeatures<Features>>;
}
