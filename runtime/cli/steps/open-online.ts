// Opens the online store of an environment.
import { openOnlineStore } from "../../online/open-online-store.ts";
import type { OnlineStore } from "../../online/contract.ts";
import type { Project } from "../../project/project.ts";

export function openOnline({ name, environment }: Project): Promise<OnlineStore> {
  return openOnlineStore(environment.online, name);
}
