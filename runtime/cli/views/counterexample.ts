// A counterexample as text: what differs, on which rows, asked how.
import type { Counterexample } from "../../certify/contract.ts";

export function counterexampleText({ view, feature, faces, bits, seed, world }: Counterexample): string {
  const lines = [
    `${view}.${feature}: ${faces[0]} ${bits[0]}, ${faces[1]} ${bits[1]} (seed ${seed})`,
    ...Object.entries(world.rows).flatMap(([source, rows]) =>
      rows.map((row) => `  ${source} ${JSON.stringify(row)}`),
    ),
    ...world.probes.map(({ key, tau }) => `  asked for ${JSON.stringify(key)} as of ${tau}`),
  ];
  return lines.join("\n");
}
