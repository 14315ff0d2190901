// `featureView`: features of an entity, aggregated from the rows of a source.
import type { Column, FeatureValue, Windowed, WindowsOf } from "./aggregations.ts";
import type { Declaration, Exactly, Published } from "./declaration.ts";
import type { Duration } from "./duration.ts";
import type { Entity, KeyTypes } from "./entity.ts";
import type { Source } from "./source.ts";
import type { ColumnTypes, Row, ScalarValue } from "./types.ts";

/** Features as they are written: values, and aggregations over several windows. */
export type WrittenFeatures = Readonly<Record<string, ScalarValue | null | Windowed<unknown, Duration>>>;

/** Features as they are read: one a window, nullable where a key may have no rows. */
type ReadFeatures<Written> = {
  readonly [Name in keyof Written & string as [WindowsOf<Written[Name]>] extends [never]
    ? Name
    : `${Name}_${WindowsOf<Written[Name]>}`]: FeatureValue<Written[Name]>;
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

interface FeatureViewDefinition<Keys extends KeyTypes, Columns extends ColumnTypes, Given, Features>
  extends Published {
  readonly entity: Entity<Keys>;
  readonly source: Source<Columns>;
  /** The entity's keys, all of them and no others, from a row. */
  readonly key: (row: Row<Columns>) => Exactly<Given, Keys>;
  /** Which rows count; all where it is left out. */
  readonly where?: (row: Row<Columns>) => boolean;
  readonly features: (row: FeatureRow<Columns>) => Features;
  /** "stream": served values are as of now. Otherwise they are those of the last cut, in training too. */
  readonly refresh: "stream" | Refresh;
  /** Latest values older than this are null. */
  readonly ttl?: Duration;
}

type FeatureRow<Columns extends ColumnTypes> = {
  readonly [Name in keyof Columns]: Column<Row<Columns>[Name]>;
};

/** Features of one entity from one source. */
export function featureView<
  Keys extends KeyTypes,
  Columns extends ColumnTypes,
  Given extends Row<Keys>,
  Features extends WrittenFeatures,
>(definition: FeatureViewDefinition<Keys, Columns, Given, Features>) {
  return { kind: "feature_view", ...definition } as unknown as FeatureView<Keys, ReadFeatures<Features>>;
}
