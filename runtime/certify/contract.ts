// What it takes to hold faces to one another, and what comes of it.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import type { GeneratedView } from "../serving/contract.ts";
import type { World, WorldSize } from "./world.ts";
import type { WorldWriter } from "./write-world.ts";

export interface Faces {
  readonly view: ViewPlan;
  /** All that the view reads, at any remove. */
  readonly sources: readonly Source[];
  /** Generated statements for a spine, each another physical way to the same answer. */
  readonly statements: Readonly<Record<string, string>>;
  /** null: the view cannot be deployed, so there is no served code to hold. */
  readonly online: { readonly job: string; readonly generated: GeneratedView } | null;
}

export interface Surroundings {
  readonly engine: OfflineEngine;
  readonly writer: WorldWriter;
  /** Where the writer's files are. */
  readonly folder: string;
}

export interface Budget {
  readonly worlds: number;
  readonly size: WorldSize;
  readonly seed: number;
}

/** An answer that differs from the reference's. */
export interface Difference {
  readonly view: string;
  readonly feature: string;
  /** Of the two faces that differ; "reference" is one of them. */
  readonly faces: readonly [string, string];
  readonly values: readonly [Value, Value];
  readonly bits: readonly [string, string];
}

export interface Counterexample extends Difference {
  readonly seed: number;
  /** With nothing in it that the difference does not need. */
  readonly world: World;
}

export interface Certification {
  /** Values compared with the reference. */
  readonly cases: number;
  readonly counterexample: Counterexample | null;
  /** Why so few values could be compared that nothing is certified; null: there were enough. */
  readonly shortfall: string | null;
}
