// Programs and worlds on which two faces once differed: kept, and run again for ever.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Budget } from "../../runtime/certify/contract.ts";
import type { World } from "../../runtime/certify/world.ts";

const FOLDER = fileURLToPath(new URL("counterexamples", import.meta.url));

/** A world is one of the program's view or training set; what only its other readers compute of drawn rows is drawn again. */
export type Kept =
  | { readonly program: string; readonly world: World }
  | { readonly program: string; readonly budget: Budget };

/** By file name. */
export function keptCounterexamples(): readonly (readonly [string, Kept])[] {
  // Where none was ever kept there is no folder: Git has no empty ones.
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), "utf8"), revive) as Kept]);
}

/** The name of the file that holds it from now on. */
export function keepCounterexample(kept: Kept): string {
  const text = `${JSON.stringify(kept, replace, 2)}\n`;
  const name = `${createHash("sha256").update(text).digest("hex").slice(0, 12)}.json`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), text);
  return name;
}

/** JSON has no NaN, no infinities and no -0. */
function replace(_: string, value: Value): unknown {
  if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { number: Object.is(value, -0) ? "-0" : String(value) };
}

function revive(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("number" in value)) return value;
  return Number(value.number);
}
