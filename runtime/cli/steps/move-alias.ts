// Moves an alias by hand, by compare-and-set: promotion without gates, and back again.
import type { Metadata } from "../../database/metadata-database.ts";
import { currentVersion, history, moveAlias } from "../../registry/aliases.ts";
import { versionBefore } from "../../registry/read-history.ts";
import type { AliasMove } from "../../registry/records.ts";
import { UserError } from "../../user-error.ts";

export interface HandMove {
  readonly model: string;
  readonly alias: string;
  /** null: back to where it was before. */
  readonly to: number | null;
  /** Where the caller saw the alias; null: nowhere; left out: where it is now. */
  readonly expected?: number | null;
  readonly actor: string;
  readonly why: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @throws UserError F5807 where there is nothing to go back to, F5813 where the alias is there already. RESOURCE_CONFLICT where the alias moved meanwhile. */
export async function moveByHand(metadata: Metadata, move: HandMove): Promise<AliasMove> {
  const { model, alias, actor, why, now } = move;
  const current = await currentVersion(metadata, model, alias);
  const expected = move.expected === undefined ? current : move.expected;
  const rollback = move.to === null;
  const to = move.to ?? (await before(metadata, move, current));
  if (to === current) {
    throw new UserError({
      code: "F5813",
      message: `${model}@${alias} points to version ${to} already.`,
      why: "A move that moves nothing would stand in the history as one that did.",
      hint: `\`npx bifold models history ${model}\` lists every move.`,
    });
  }
  return moveAlias(metadata, {
    model,
    alias,
    expected,
    to,
    actor,
    reason: why,
    evidence: { by_hand: true, rollback },
    now,
  });
}

async function before(
  metadata: Metadata,
  { model, alias }: HandMove,
  current: number | null,
): Promise<number> {
  const found = current === null ? null : versionBefore(await history(metadata, model, alias), current);
  if (found !== null) return found;
  throw new UserError({
    code: "F5807",
    message: `${model}@${alias} has no version to go back to.`,
    why: current === null ? "The alias is not set." : `Version ${current} is the first that it points to.`,
    hint: `\`npx bifold models history ${model}\` lists every move.`,
  });
}
