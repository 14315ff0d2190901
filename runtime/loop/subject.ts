// Which version is meant by `MODEL`, `MODEL@ALIAS` or `MODEL@NUMBER`.
import type { Metadata } from "../database/metadata-database.ts";
import { StoreError } from "../database/store-error.ts";
import { currentVersion, resolve } from "../registry/aliases.ts";
import { getModel } from "../registry/models.ts";
import type { ModelVersion, RegisteredModel } from "../registry/records.ts";
import { getVersion } from "../registry/versions.ts";
import { UserError } from "../user-error.ts";

export interface Subject {
  readonly model: string;
  /** An alias or a number; null where the text names none. */
  readonly which: string | null;
}

export function parseSubject(text: string): Subject {
  const at = text.lastIndexOf("@");
  return at <= 0 ? { model: text, which: null } : { model: text.slice(0, at), which: text.slice(at + 1) };
}

/** @throws UserError F5812 where nothing is registered under the name. */
export async function requireModel(metadata: Metadata, name: string): Promise<RegisteredModel> {
  return getModel(metadata, name).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause;
    throw new UserError(
      {
        code: "F5812",
        message: `There is no version of a model '${name}' yet.`,
        hint: `Train one: npx bifold train ${name}; npx bifold models list shows which models there are.`,
      },
      { cause },
    );
  });
}

/** @throws UserError F5805 where there is no such version. */
export async function requireVersion(
  metadata: Metadata,
  { model, which }: { readonly model: string; readonly which: string },
): Promise<ModelVersion> {
  return resolve(metadata, model, which).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause;
    throw new UserError(
      {
        code: "F5805",
        message: `There is no ${model}@${which}.`,
        hint: `npx bifold models show ${model} lists what there is, to be named as ${model}@champion or ${model}@1; npx bifold retrain ${model} makes a challenger where something changed.`,
      },
      { cause },
    );
  });
}

/** Null where the alias is not set. */
export async function versionAt(
  metadata: Metadata,
  model: string,
  alias: string,
): Promise<ModelVersion | null> {
  const number = await currentVersion(metadata, model, alias);
  return number === null ? null : getVersion(metadata, model, number);
}
