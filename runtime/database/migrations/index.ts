// The list of migrations, in the order of their numbers; a shipped one is never edited.
import type { Migration } from "../migrate.ts";
import { tracking } from "./0001-tracking.ts";
import { registry } from "./0002-registry.ts";
import { totals } from "./0003-totals.ts";

export const migrations: readonly Migration[] = [tracking, registry, totals];
