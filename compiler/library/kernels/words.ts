// The upper 32 bits of doubles, and powers of two.

const doubles = new Float64Array(1);
const words = new Int32Array(doubles.buffer);
/** Which of the two words holds sign and exponent: the machine's byte order. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

export function highWord(value: number): number {
  doubles[0] = value;
  return words[HIGH] as number;
}

const LEAST = -1074;
const powers = new Float64Array(1024 - LEAST);
powers.forEach((_, index) => {
  powers[index] = index === 0 ? Number.MIN_VALUE : 2 * (powers[index - 1] as number);
});

/** 2^exponent, for a whole number from -1074 to 1023; a table is faster than writing the exponent's bits. */
export function powerOfTwo(exponent: number): number {
  return powers[exponent - LEAST] as number;
}
