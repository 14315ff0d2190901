// `requestView`: features of the request itself, and of how feature views compare.
import type { Declaration, Published } from "./declaration.ts";
import type { KeyTypes } from "./entity.ts";
import type { FeatureValue } from "./aggregate.ts";
import type { FeatureView, InputFeatures } from "./feature-view.ts";
import type { ColumnTypes, ColumnValue, Row } from "./types.ts";

/** Feature views by the name that features call them. */
export type Inputs = Readonly<Record<string, FeatureView<KeyTypes, object>>>;

export interface RequestView<Request extends ColumnTypes, Views extends Inputs, Features = object>
  extends Declaration<"request_view"> {
  readonly request: Request;
  readonly inputs: Views;
  /** Never present: it carries the features' types. */
  readonly read?: Features;
}

/** Features as they are read: literal types widened. */
type ReadFeatures<Written> = { readonly [Name in keyof Written]: FeatureValue<Written[Name]> };

interface RequestViewDefinition<Request extends ColumnTypes, Views extends Inputs, Features>
  extends Published {
  /** What a caller sends beside the keys. */
  readonly request: Request;
  readonly inputs?: Views;
  readonly features: (request: Row<Request>, inputs: InputFeatures<Views>) => Features;
}

/** Features computed when they are asked for. */
export function requestView<
  const Request extends ColumnTypes,
  Features extends Readonly<Record<string, ColumnValue | null>>,
  // biome-ignore lint/complexity/noBannedTypes: no inputs is the empty object.
  Views extends Inputs = {},
>(definition: RequestViewDefinition<Request, Views, Features>) {
  return { kind: "request_view", ...definition } as unknown as RequestView<
    Request,
    Views,
    ReadFeatures<Features>
  >;
}
