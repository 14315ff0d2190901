// What the checks of all declarations share: the tools, the catalog, and what has been checked so far.
import type {
  DeclaredDeployment,
  DeclaredEntity,
  DeclaredFeatureView,
  DeclaredModel,
  DeclaredRequestView,
  DeclaredSource,
  DeclaredTrainingSet,
  DeclaredUnion,
} from "../ir/declaration.ts";
import type {
  Deployment,
  Entity,
  FeatureView,
  Model,
  RequestView,
  Rows,
  Source,
  TrainingSet,
  Union,
} from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import type { Catalog } from "./catalog.ts";
import type { Tools } from "./typed.ts";

/** A type of null stands for something that failed and was reported: who uses it fails in silence. */
export type KnownTypes = ReadonlyMap<string, ValueType | null>;

export interface CheckedSource {
  readonly columns: KnownTypes;
  readonly source: Source | null;
}

export interface CheckedUnion {
  readonly columns: KnownTypes;
  readonly union: Union | null;
}

export interface CheckedView<View> {
  readonly features: KnownTypes;
  readonly view: View | null;
}

export interface CheckedFeatureView extends CheckedView<FeatureView> {
  /** The view without the features that are wrong; null where something else of it is. */
  readonly soundPart: FeatureView | null;
}

/** Declarations with what became of them; null where something in them is wrong. `named` holds what is sound. */
export interface Context extends Tools {
  readonly catalog: Catalog;
  /** Trainers are relative to it. */
  readonly definitionsFolder: string;
  readonly entities: Map<DeclaredEntity, Entity | null>;
  readonly sources: Map<DeclaredSource, CheckedSource>;
  readonly unions: Map<DeclaredUnion, CheckedUnion>;
  readonly featureViews: Map<DeclaredFeatureView, CheckedView<FeatureView>>;
  /** For rules of single features and of what stands beside them: one mistake hides no other. */
  readonly soundParts: Map<DeclaredFeatureView, FeatureView>;
  readonly requestViews: Map<DeclaredRequestView, CheckedView<RequestView>>;
  readonly trainingSets: Map<DeclaredTrainingSet, TrainingSet | null>;
  readonly models: Map<DeclaredModel, Model | null>;
  readonly deployments: Map<DeclaredDeployment, Deployment | null>;
  readonly named: {
    readonly entities: Map<string, Entity>;
    /** Sources and unions. */
    readonly sources: Map<string, Rows>;
    readonly unions: Map<string, Union>;
    readonly featureViews: Map<string, FeatureView>;
    readonly trainingSets: Map<string, TrainingSet>;
    readonly models: Map<string, Model>;
  };
}
