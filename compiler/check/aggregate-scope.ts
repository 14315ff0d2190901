// What aggregates are typed in: handed to all that reads a part of one.
import type { Expression } from "../ir/expression.ts";
import type { AtomTable } from "./atoms.ts";
import type { Infer, Tools } from "./typed.ts";

/** What an aggregate is computed from. */
export interface AggregateScope {
  readonly tools: Tools;
  readonly atoms: AtomTable;
  /** Of an expression over one row, with what is known of all rows. */
  readonly inferRow: Infer;
  /** Of a row; null where features are not asked for at any instant, so that nothing can be counted from it. */
  readonly eventTime: Expression | null;
}
