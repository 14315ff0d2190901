// Who may do what: a token has a role, and a role includes those before it.
import { createHash, timingSafeEqual } from "node:crypto";
import { StoreError } from "../database/store-error.ts";

/** A reader looks, a writer logs and registers, an admin also deletes experiments and models. */
export type Role = "reader" | "writer" | "admin";

export interface AccessToken {
  readonly token: string;
  readonly role: Role;
  /** Who it is, for the history of aliases. */
  readonly name: string;
}

const RANK: Readonly<Record<Role, number>> = { reader: 0, writer: 1, admin: 2 };

/** The holder of the token; UNAUTHENTICATED without one, PERMISSION_DENIED when its role is too small. */
export function authorize(
  header: string | undefined,
  needed: Role,
  tokens: readonly AccessToken[],
): AccessToken {
  const given = tokenIn(header);
  const holder = tokens.find(({ token }) => given !== null && sameText(token, given));
  if (holder === undefined) {
    throw new StoreError(
      "UNAUTHENTICATED",
      "This server needs a token: set MLFLOW_TRACKING_TOKEN, or give it as the password of MLFLOW_TRACKING_PASSWORD.",
    );
  }
  if (RANK[holder.role] < RANK[needed]) {
    throw new StoreError(
      "PERMISSION_DENIED",
      `'${holder.name}' is a ${holder.role}; this needs a ${needed}.`,
    );
  }
  return holder;
}

function tokenIn(header: string | undefined): string | null {
  const [, scheme, credentials = ""] = /^(Bearer|Basic)\s+(\S+)$/i.exec(header ?? "") ?? [];
  if (scheme === undefined) return null;
  if (scheme.toLowerCase() === "bearer") return credentials;
  const pair = Buffer.from(credentials, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}

/** Takes the same time whatever the texts are. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
