// How long after its event time a row can be known, read off the source's two times.
import type { Expression } from "../ir/expression.ts";
import type { Lag } from "../ir/plan.ts";
import { constantShift } from "./expressions.ts";

export function lagOf(source: {
  readonly eventTime: Expression;
  readonly availableAt: Expression | null;
}): Lag {
  if (source.availableAt === null) return { kind: "none" };
  const us = constantShift(source.availableAt, source.eventTime);
  if (us === null) return { kind: "variable" };
  // Availability before the event is none at all: a row enters at the later of both.
  return us > 0 ? { kind: "constant", us } : { kind: "none" };
}
