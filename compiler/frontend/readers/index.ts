// One reader a kind of declaration.
import type { DeclarationKind } from "../../ir/declaration.ts";
import { deployment } from "./deployment.ts";
import { entity } from "./entity.ts";
import { featureView } from "./feature-view.ts";
import { model } from "./model.ts";
import type { DeclarationReader } from "./reader.ts";
import { requestView } from "./request-view.ts";
import { source } from "./source.ts";
import { trainingSet } from "./training-set.ts";
import { union } from "./union.ts";

export const readers: Readonly<Record<DeclarationKind, DeclarationReader>> = {
  entity,
  source,
  union,
  feature_view: featureView,
  request_view: requestView,
  training_set: trainingSet,
  model,
  deployment,
};
