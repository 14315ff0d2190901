// What one stored row of a view holds: its aggregates, in order, and the time of those that can become too old.
import type { AtomPlan, OnlineLayout, OnlineSlot } from "../ir/plan.ts";

export function layoutOf(atoms: readonly AtomPlan[]): OnlineLayout {
  return { slots: atoms.flatMap(slotsOf) };
}

function slotsOf({ id, type, carriesTime }: AtomPlan): readonly OnlineSlot[] {
  if (type.kind === "null") throw new Error(`Aggregate ${id} has no type.`);
  const element = type.element?.kind;
  const value: OnlineSlot = {
    column: id,
    kind: type.kind,
    nullable: type.nullable,
    ...(element === undefined || element === "null" || element === "list" ? {} : { element }),
  };
  return carriesTime ? [value, { column: `${id}_time`, kind: "timestamp", nullable: true }] : [value];
}
