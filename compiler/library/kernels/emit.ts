// The TypeScript that `generated.ts` holds: every kernel as a function of numbers, with what they stand on.
import { kernels, kernelsOfTwo } from "./index.ts";
import { javascriptFunction, javascriptFunctionOfTwo } from "./javascript-algebra.ts";

/** In the same file as the kernels: across modules, V8 does not inline the buffers, and all is half as fast. */
const HEADER = `// The kernels as TypeScript, written by kernels/emit.ts: \`npx vitest run test/parity/generated -u\` writes it anew.
// biome-ignore-all format: as generated
// biome-ignore-all lint: as generated

const doubles = new Float64Array(1);
const words = new Int32Array(doubles.buffer);
/** Which of the two words holds sign and exponent: the machine's byte order. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

function highWord(value: number): number {
  doubles[0] = value;
  return words[HIGH] as number;
}

/** 2^-1074 to 2^1023: a table is faster than writing the exponent's bits. */
const powers = new Float64Array(2098);
for (let index = 0; index < 2098; index++) powers[index] = index === 0 ? 2 ** -1074 : 2 * (powers[index - 1] as number);

function powerOfTwo(exponent: number): number {
  return powers[exponent + 1074] as number;
}
`;

export function emitKernels(): string {
  const texts = Object.entries(kernels).map(([name, kernel]) => javascriptFunction(name, kernel));
  const ofTwo = Object.entries(kernelsOfTwo).map(([name, kernel]) => javascriptFunctionOfTwo(name, kernel));
  return [HEADER, ...texts, ...ofTwo].join("\n");
}
