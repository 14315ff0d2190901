// The TypeScript that `generated.ts` holds: every kernel as a function of numbers.
import { kernels } from "./index.ts";
import { javascriptFunction } from "./javascript-algebra.ts";

const HEADER = `// The kernels as TypeScript, written by kernels/emit.ts: \`npx vitest run -u test/parity/kernels\` writes it anew.
// biome-ignore-all format: as generated
// biome-ignore-all lint: as generated
import { highWord, powerOfTwo } from "./words.ts";
`;

export function emitKernels(): string {
  const texts = Object.entries(kernels).map(([name, kernel]) => javascriptFunction(name, kernel));
  return [HEADER, ...texts].join("\n");
}
