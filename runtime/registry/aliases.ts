// Aliases: moved by compare-and-set, resolved to a version, with a history that is only ever added to.
import { sql } from "../database/kysely.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid, StoreError } from "../database/store-error.ts";
import { getModel, touchModel } from "./models.ts";
import type { AliasMove, ModelVersion } from "./records.ts";
import { checkAlias } from "./validate-names.ts";
import { getVersion, readVersions } from "./versions.ts";

export interface MoveAlias {
  readonly model: string;
  readonly alias: string;
  /** What the alias must point to now; null: it must not exist; left out: whatever it is. */
  readonly expected?: number | null;
  /** null removes the alias. */
  readonly to: number | null;
  readonly actor: string;
  readonly reason: string;
  readonly evidence?: unknown;
  readonly now: number;
}

/** RESOURCE_CONFLICT when the alias is not where `expected` says: nothing has changed then. */
export async function moveAlias(metadata: Metadata, move: MoveAlias): Promise<AliasMove> {
  checkAlias(move.alias);
  return inTransaction(metadata, async (transaction) => {
    // Takes the row of the model first: of two moves at once, one waits and then sees what the other did.
    await touchModel(transaction, move.model, move.now);
    const from = await currentVersion(transaction, move.model, move.alias);
    if (move.expected !== undefined && from !== move.expected) {
      const words = (version: number | null) => (version === null ? "nothing" : `version ${version}`);
      throw new StoreError(
        "RESOURCE_CONFLICT",
        `'${move.model}@${move.alias}' points to ${words(from)}, not to ${words(move.expected)}: ` +
          "someone moved it meanwhile. Look again, then decide.",
      );
    }
    const { kysely } = transaction;
    const { model, alias, to } = move;
    if (to === null) {
      await kysely.deleteFrom("model_alias").where("model", "=", model).where("alias", "=", alias).execute();
    } else {
      await getVersion(transaction, model, to);
      await kysely
        .insertInto("model_alias")
        .values({ model, alias, version: to })
        .onConflict((conflict) => conflict.columns(["model", "alias"]).doUpdateSet({ version: to }))
        .execute();
    }
    const { actor, reason, now } = move;
    const evidence = move.evidence ?? null;
    await kysely
      .insertInto("alias_history")
      .values({
        model,
        alias,
        from_version: from,
        to_version: to,
        actor,
        reason,
        evidence: evidence === null ? null : JSON.stringify(evidence),
        moved_at: now,
      })
      .execute();
    return { model, alias, from, to, actor, reason, evidence, movedAt: now };
  });
}

/**
 * The version that `which` names: an alias, a number, or `latest` for the newest. INVALID_PARAMETER_VALUE for an
 * alias that is not set, RESOURCE_DOES_NOT_EXIST for a model or a number that is not there.
 */
export async function resolve(
  metadata: Metadata,
  model: string,
  which: string | number,
): Promise<ModelVersion> {
  const number = typeof which === "number" ? which : Number(/^[vV]?(\d+)$/.exec(which)?.[1] ?? Number.NaN);
  if (!Number.isNaN(number)) return getVersion(metadata, model, number);
  await getModel(metadata, model);
  if (String(which).toLowerCase() === "latest") {
    const order = { order: sql`version DESC`, page: sql`LIMIT 1` };
    const [newest] = await readVersions(metadata, sql`model = ${model}`, order);
    if (newest !== undefined) return newest;
  }
  const version = await currentVersion(metadata, model, String(which));
  if (version === null) throw invalid(`Registered model alias ${which} not found.`);
  return getVersion(metadata, model, version);
}

/** Every move of the aliases of a model, or of one of them, oldest first. */
export async function history(
  metadata: Metadata,
  model: string,
  alias?: string,
): Promise<readonly AliasMove[]> {
  let query = metadata.kysely
    .selectFrom("alias_history")
    .selectAll()
    .where("model", "=", model)
    .orderBy("seq");
  if (alias !== undefined) query = query.where("alias", "=", alias);
  return (await query.execute()).map((row) => ({
    model: row.model,
    alias: row.alias,
    from: row.from_version,
    to: row.to_version,
    actor: row.actor,
    reason: row.reason,
    evidence: row.evidence === null ? null : JSON.parse(row.evidence),
    movedAt: row.moved_at,
  }));
}

/** Where aliases point now, in the order given; null where one is not set. One statement for all of them. */
export async function currentVersions(
  { kysely }: Metadata,
  wanted: readonly { readonly model: string; readonly alias: string }[],
): Promise<readonly (number | null)[]> {
  const models = [...new Set(wanted.map(({ model }) => model))];
  const rows = await kysely
    .selectFrom("model_alias")
    .select(["model", "alias", "version"])
    .where("model", "in", models)
    .execute();
  return wanted.map(
    ({ model, alias }) => rows.find((row) => row.model === model && row.alias === alias)?.version ?? null,
  );
}

/** null when the alias is not set. */
export async function currentVersion(
  metadata: Metadata,
  model: string,
  alias: string,
): Promise<number | null> {
  const [version = null] = await currentVersions(metadata, [{ model, alias }]);
  return version;
}
