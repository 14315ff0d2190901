// Whether a registered version still needs the artifacts that a client wants to delete.
import { sql } from "../database/kysely.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { StoreError } from "../database/store-error.ts";

/** RESOURCE_CONFLICT, naming the version, where its files are at, below or above `path`. */
export async function requireUnneeded({ kysely }: Metadata, path: string): Promise<void> {
  // A version names its files itself, or by the logged model that it was made of (`models:/m-…`).
  const uri = sql`replace(coalesce(logged_model.artifact_location, model_version.source), 'mlflow-artifacts:/', '')`;
  const { rows } = await sql<{ model: string; version: number }>`SELECT model, version FROM model_version
    LEFT JOIN logged_model ON logged_model.model_id = model_version.model_id
    WHERE ${uri} = ${path}
      OR substr(${uri}, 1, ${[...path].length + 1}) = ${`${path}/`}
      OR substr(${path}, 1, length(${uri}) + 1) = ${uri} || '/'
    ORDER BY model, version LIMIT 1`.execute(kysely);
  const [user] = rows;
  if (user === undefined) return;
  throw new StoreError(
    "RESOURCE_CONFLICT",
    `'${path}' cannot be deleted: version ${user.version} of '${user.model}' needs it. Delete the version first.`,
  );
}
