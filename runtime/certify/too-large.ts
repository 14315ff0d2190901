// Sums that a face refuses by name, being too large: that is its answer, and held to the others' like any value.
import { SUM_TOO_LARGE } from "../../compiler/library/aggregations/sum.ts";
import { UserError } from "../user-error.ts";

/** What a face answers that refuses. */
export const TOO_LARGE = "refuses: a sum is too large";
export type TooLarge = typeof TOO_LARGE;

export async function orTooLarge<Answer>(ask: () => Promise<Answer>): Promise<Answer | TooLarge> {
  try {
    return await ask();
  } catch (error) {
    if (isTooLarge(error)) return TOO_LARGE;
    throw error;
  }
}

/** As `orTooLarge`, at once. */
export function valueOrTooLarge<Answer>(ask: () => Answer): Answer | TooLarge {
  try {
    return ask();
  } catch (error) {
    if (isTooLarge(error)) return TOO_LARGE;
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return String(error).includes(SUM_TOO_LARGE) || (error instanceof UserError && error.code === "F5014");
}
