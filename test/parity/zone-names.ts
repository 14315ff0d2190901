// The names of time zones as a type, so that the editor knows and completes them.
import { zoneNames } from "../../compiler/library/zones.ts";

export function zoneNamesModule(): string {
  const lines = [...zoneNames()].sort().map((name) => `  | "${name}"`);
  return `// Time zones that expressions may name, written by test/parity/generated from the table of their offsets.

export type ZoneName =
${lines.join("\n")};
`;
}
