// Who may use the tracking server, from a JSON file.
import { readFile } from "node:fs/promises";
import { UserError } from "../user-error.ts";
import type { AccessToken, Role } from "./authorize.ts";

const ROLES: readonly string[] = ["reader", "writer", "admin"] satisfies readonly Role[];
const SHORTEST = 16;

/** @throws UserError F5701 naming the file and the first entry that is wrong. */
export async function readTokens(file: string): Promise<readonly AccessToken[]> {
  const refuse = (message: string): UserError =>
    new UserError({
      code: "F5701",
      message: `The tokens file ${file} ${message}.`,
      hint: `Write a JSON list such as [{"name": "trainer", "role": "writer", "token": "${"x".repeat(SHORTEST)}"}].`,
    });
  const text = await readFile(file, "utf8").catch(() => {
    throw refuse("cannot be read");
  });
  const entries = parse(text);
  if (!Array.isArray(entries) || entries.length === 0) throw refuse("is not a JSON list with an entry");
  return entries.map((entry: unknown, index) => {
    const { name, role, token } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || name === "") throw refuse(`has no "name" in entry ${index}`);
    if (typeof role !== "string" || !ROLES.includes(role)) {
      throw refuse(`has no "role" of ${ROLES.join(", ")} in entry ${index}`);
    }
    if (typeof token !== "string" || token.length < SHORTEST) {
      throw refuse(`has no "token" of ${SHORTEST} characters or more in entry ${index}`);
    }
    return { name, role: role as Role, token };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
