// What the model registry keeps: models, their versions, and who moved which alias when and why.

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A named, typed value that goes into a model or comes out of it. */
export interface SignatureField {
  readonly name: string;
  /** A Bifold type, such as `float64`. */
  readonly type: string;
}

export interface ModelSignature {
  /** In the order of the model's input columns. */
  readonly features: readonly SignatureField[];
  readonly output: SignatureField;
}

export interface ModelVersion {
  readonly model: string;
  /** From 1 upwards; a number is never used twice, not even after a deletion. */
  readonly version: number;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly description: string | null;
  readonly user: string | null;
  /** MLflow's legacy stage: None, Staging, Production or Archived. */
  readonly stage: string;
  /** URI of the artifact, such as `mlflow-artifacts:/1/<run>/artifacts/model.onnx`. */
  readonly source: string;
  readonly runId: string | null;
  readonly runLink: string | null;
  /** The logged model it was registered from. */
  readonly modelId: string | null;
  readonly status: string;
  readonly statusMessage: string | null;
  readonly signature: ModelSignature | null;
  /** Feature view name to the fingerprint that the model was trained on. */
  readonly featureFingerprints: Readonly<Record<string, string>>;
  readonly tags: readonly KeyValue[];
  readonly aliases: readonly string[];
}

export interface RegisteredModel {
  readonly name: string;
  readonly description: string | null;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: readonly KeyValue[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
}

export interface AliasMove {
  readonly model: string;
  readonly alias: string;
  /** null: the alias did not exist before, or does not exist after. */
  readonly from: number | null;
  readonly to: number | null;
  readonly actor: string;
  readonly reason: string;
  /** Whatever the promotion was decided on, such as an evaluation report; JSON. */
  readonly evidence: unknown;
  readonly movedAt: number;
}
