// Page tokens: where the next page starts, opaque to the client.
import { invalid } from "./store-error.ts";

export interface PageOptions {
  readonly maxResults: number;
  readonly pageToken?: string | undefined;
}

export type PageKey = readonly (string | number | null)[];

export function writePageToken(key: PageKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** null for no token (the first page); INVALID_PARAMETER_VALUE for one that we did not write. */
export function readPageToken(token: string | undefined): PageKey | null {
  if (!token) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (Array.isArray(key)) return key;
  } catch {
    // Falls through to the refusal below.
  }
  throw invalid("Invalid page token: pass back the next_page_token of the previous answer, unchanged.");
}

/** Where an offset-paged search continues. */
export function readOffset(token: string | undefined): number {
  const [offset = 0] = readPageToken(token) ?? [];
  return Number(offset) || 0;
}

/** Cuts off the extra row that was read to see whether there is more. */
export function pageOf<T>(rows: readonly T[], offset: number, maxResults: number) {
  const more = rows.length > maxResults;
  return {
    items: more ? rows.slice(0, maxResults) : rows,
    nextToken: more ? writePageToken([offset + maxResults]) : null,
  };
}
