// The engine that decides values beside our own code, by the versions that are installed: another one voids certificates.
import { createRequire } from "node:module";

const API = "@duckdb/node-api";
/** DuckDB itself, which the other only wraps. */
const BINDINGS = "@duckdb/node-bindings";

/**
 * `name version`, as lockfiles have them: the same on every machine. Node is none of these. What JavaScript leaves to its
 * engine (`Math.log` and its like, letter case, time zones) is computed by the library itself, of operations that IEEE 754 and
 * ECMAScript fix to the bit, so any Node earns the same certificates.
 */
export function engineVersions(): readonly string[] {
  const require = createRequire(import.meta.url);
  // From beside the package that loads it: where two are installed, the one that runs.
  const beside = createRequire(require.resolve(API));
  return [`${API} ${versionOf(require, API)}`, `${BINDINGS} ${versionOf(beside, BINDINGS)}`];
}

function versionOf(require: NodeJS.Require, name: string): string {
  return (require(`${name}/package.json`) as { readonly version: string }).version;
}
