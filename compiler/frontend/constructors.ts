// The functions of "bifold" that declare something.
import type { DeclarationKind } from "../ir/declaration.ts";

export const CONSTRUCTORS: Readonly<Record<string, DeclarationKind>> = {
  entity: "entity",
  source: "source",
  union: "union",
  featureView: "feature_view",
  requestView: "request_view",
  trainingSet: "training_set",
  model: "model",
  deployment: "deployment",
};
