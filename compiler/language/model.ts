// `model`: what is trained on a training set, by which trainer, and judged on which rows.
import type { Declaration, Published } from "./declaration.ts";
import type { TrainingSet } from "./training-set.ts";

/** What a trainer can be told: plain data. */
type Parameter =
  | number
  | string
  | boolean
  | null
  | readonly Parameter[]
  | { readonly [name: string]: Parameter };

export interface Model extends Declaration<"model"> {}

interface ModelDefinition extends Published {
  readonly trainingSet: TrainingSet;
  /** The trainer's file, relative to the definitions folder. */
  readonly trainer: string;
  readonly params?: Readonly<Record<string, Parameter>>;
  /** Rows as of this instant (ISO 8601, UTC) and later are held out to judge the model by. */
  readonly holdout?: { readonly from: string };
  /** What the trainer seeds its random numbers with; 0 where it is left out. */
  readonly seed?: number;
  /** The name of the ONNX output that predictions are read from. */
  readonly output: string;
}

/** A model to train and to keep versions of. */
export function model(definition: ModelDefinition) {
  return { kind: "model", ...definition } as Model;
}
