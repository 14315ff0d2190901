// Opens the online store that an environment names.
import type { OnlineStore } from "./contract.ts";
import { openLmdbStore } from "./lmdb-store.ts";
import { openRedisStore } from "./redis-store.ts";

/** As in bifold.yaml, with `path` made absolute and `url` filled in. */
export type OnlineStoreSettings =
  | { readonly store: "lmdb"; readonly path: string }
  | { readonly store: "redis"; readonly url: string };

/** @throws OnlineStoreError */
export function openOnlineStore(settings: OnlineStoreSettings, project: string): Promise<OnlineStore> {
  return settings.store === "lmdb"
    ? openLmdbStore({ directory: settings.path })
    : openRedisStore({ url: settings.url, project });
}
