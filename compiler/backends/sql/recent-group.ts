// What is read together of the last so many rows of an entity.
import type { WindowLane } from "./lanes.ts";

/** Aggregates that read the same rows: they count the same ones, in the same order, over the same window. */
export interface RecentGroup {
  readonly name: string;
  readonly windowId: string;
  /** What breaks the last ties of rows. */
  readonly inputIds: readonly string[];
  /** Rows that count, as conditions over the view's rows. */
  readonly counts: readonly string[];
  /** The greatest number of rows that any of them reads. */
  readonly most: number;
  readonly lanes: readonly { readonly rows: number; readonly lane: WindowLane }[];
}
