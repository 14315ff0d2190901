// `model`: what is trained on a training set, by which trainer, and how its versions are judged.
import type { Declaration, Published } from "./declaration.ts";
import type { ReadView } from "./fit.ts";
import type { SliceOf } from "./slice.ts";
import type { TrainingSet, View } from "./training-set.ts";

/** What a trainer can be told: plain data. */
type Parameter =
  | number
  | string
  | boolean
  | null
  | readonly Parameter[]
  | { readonly [name: string]: Parameter };

export interface Model extends Declaration<"model"> {}

type BinaryMetric = "auc" | "log_loss" | "brier" | "ece" | "accuracy" | "precision" | "recall" | "f1";
type RegressionMetric = "rmse" | "mae" | "r2";
type Metric = BinaryMetric | RegressionMetric;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

interface Gate extends Bounds {
  /** By how much the champion may be better, in the metric's own unit. */
  readonly notWorseThanChampionBy?: number;
}

type MetricGates = { readonly [name in Metric]?: Gate };
type MetricBounds = { readonly [name in Metric]?: Bounds };

interface Gates extends MetricGates {
  /** The same for every slice of at least `minRows` rows (default 100): refused where chance cannot explain it. */
  readonly slices?: MetricGates & { readonly minRows?: number };
  /** For one row through generated code and ONNX. */
  readonly latency_p95_ms?: { readonly max: number };
  /** How old the newest row of the training set may be, such as "7d". */
  readonly freshness?: string;
  /** Served features must be those of the training set, to the bit. */
  readonly audit?: boolean;
}

interface Monitor extends MetricBounds {
  /** The most that a feature or the score may drift: population stability index. */
  readonly psi?: { readonly max: number };
  /** Likewise: Kolmogorov-Smirnov distance. */
  readonly ks?: { readonly max: number };
  /** Fewer rows than this are not judged; default 100. */
  readonly minRows?: number;
}

interface ModelDefinition<Views extends readonly View[]> extends Published {
  readonly trainingSet: TrainingSet<Views>;
  /**
   * What the model reads, each input from the features of one row: `read(view).feature`, and constants that are fitted
   * to the rows that it learns from: `fit(mean(...))`. Left out, it reads all features of the training set.
   */
  readonly inputs?: (read: ReadView<Views[number]>) => Readonly<Record<string, number | boolean | null>>;
  /** The trainer's file, relative to the definitions folder. */
  readonly trainer: string;
  /**
   * What starts the trainer's file, which follows as the last argument: `["uv", "run", "--locked", "python"]`,
   * `["Rscript", "--vanilla"]`. Left out, its extension says.
   */
  readonly command?: readonly string[];
  readonly params?: Readonly<Record<string, Parameter>>;
  /** Rows as of this instant (ISO 8601, UTC) and later are held out to judge the model by. */
  readonly holdout?: { readonly from: string };
  /** What the trainer seeds its random numbers with; 0 where it is left out. */
  readonly seed?: number;
  /** The name of the ONNX output that predictions are read from. */
  readonly output: string;
  /** Left out, it is binary for labels that are bools or `condition ? 1 : 0`, else regression. */
  readonly task?: "binary" | "regression";
  /** What is looked at first; `log_loss` or `rmse` where it is left out. */
  readonly metric?: Metric;
  /** From this probability on a row counts as predicted positive; 0.5 where it is left out. */
  readonly threshold?: number;
  /** Columns of the training set, by whose values rows are judged apart. */
  readonly slices?: readonly `${SliceOf<Views[number]>}`[];
  /** What a version must hold to be promoted. */
  readonly gates?: Gates;
  /** "allow": the model is given NaN for null. Otherwise no feature that it reads may be null. */
  readonly nulls?: "allow" | "refuse";
  /** What served predictions must hold. */
  readonly monitor?: Monitor;
}

/** A model to train and to keep versions of. */
export function model<Views extends readonly View[]>(definition: ModelDefinition<Views>) {
  return { kind: "model", ...definition } as unknown as Model;
}
