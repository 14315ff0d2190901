// A model's own inputs, computed by the generated code that serves them, from a row of its training set.
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { FittedValues } from "../serving/contract.ts";

export type Fitted = FittedValues["values"];

/** `inputsOf<Model>` of a generated module: the inputs by name. */
export type InputsFunction = (
  fitted: Fitted,
  row: Readonly<Record<string, Value>>,
) => Readonly<Record<string, Value>>;

export interface OwnInputs {
  /** Of the inputs' definition. */
  readonly fingerprint: string;
  readonly fitted: readonly Field[];
  /** Columns of the training set that are read. */
  readonly columns: readonly string[];
  /** The input vector, in order. */
  readonly names: readonly string[];
  readonly compute: InputsFunction;
  /** The generated statement of the same inputs. */
  readonly sql: string;
}

/** What a model that reads features as they are was fitted. */
export const NOTHING_FITTED: Fitted = {};
