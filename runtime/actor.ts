// Who does it, for the histories: by the environment, else by the machine, as cron, CI and containers leave USER unset.
import os from "node:os";

export function actorOf(variables: Readonly<Record<string, string | undefined>>): string {
  return variables.USER || variables.USERNAME || systemUser() || "bifold";
}

/** Null where the process runs as a number that has no name. */
function systemUser(): string | null {
  try {
    return os.userInfo().username;
  } catch {
    return null;
  }
}
