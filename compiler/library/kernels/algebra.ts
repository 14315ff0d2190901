// What a kernel is written in: the few operations that JavaScript and SQL both have, to the bit.

/**
 * A value of type `T` is a piece of program text: a double ("real"), a whole number of at most 53 bits ("whole"),
 * or a condition. A kernel is a function over any algebra, so that one source gives both faces.
 */
export interface Algebra<T> {
  /**
   * IEEE arithmetic and comparisons with `+ - * / ( ) < <= > >=`; bare numbers are doubles.
   * NaN must only meet `< Infinity` and `> 0` joined by `both`: SQL orders it above all numbers, JavaScript nowhere.
   */
  real(parts: TemplateStringsArray, ...values: readonly (T | number)[]): T;
  /** Integer arithmetic and comparisons with `+ - * ( ) & | >> < <= > >=`; bare numbers are integers. */
  whole(parts: TemplateStringsArray, ...values: readonly (T | number)[]): T;
  /** Names a value that is used more than once. */
  bind(value: T): T;
  select(condition: T, yes: T, no: T): T;
  equal(left: T, right: T): T;
  both(left: T, right: T): T;
  either(left: T, right: T): T;
  isNaN(value: T): T;
  /** The upper 32 bits of a double, signed. */
  highWord(value: T): T;
  /** value / 2^exponent, where both are normal doubles: nothing is rounded. The exponent is whole, -1022 to 1024. */
  scaleDown(value: T, exponent: T): T;
  /** 2^exponent; the exponent is whole, -1022 to 1023. */
  powerOfTwo(exponent: T): T;
  toReal(whole: T): T;
  /** Of a double that is a whole number. */
  toWhole(real: T): T;
  /** Of a double that is not negative. */
  squareRoot(real: T): T;
  /** Towards zero. */
  truncate(real: T): T;
}

/** A function of one double, for any algebra. */
export type Kernel = <T>(algebra: Algebra<T>, x: T) => T;

/** A function of two. */
export type KernelOfTwo = <T>(algebra: Algebra<T>, first: T, second: T) => T;

/** c0 + z * (c1 + z * (c2 + ...)) */
export function polynomial<T>(algebra: Algebra<T>, z: T, coefficients: readonly number[]): T {
  const [last, ...rest] = coefficients.toReversed();
  return rest.reduce<T>(
    (sum, coefficient) => algebra.real`(${coefficient} + ${z} * ${sum})`,
    algebra.real`${last ?? 0}`,
  );
}
