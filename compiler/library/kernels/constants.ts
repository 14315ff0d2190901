// Constants of fdlibm's kernels, by their values in the original source.

/** The natural logarithm of 2 in two parts: the high one has 21 zero bits at its end. */
export const LN2_HIGH = 6.93147180369123816490e-1;
export const LN2_LOW = 1.90821492927058770002e-10;
export const INVERSE_LN2 = 1.442695040888963387;

/** Lg1 to Lg7, also Lp1 to Lp7 of log1p. */
export const LOG_COEFFICIENTS = [
  6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

/** P1 to P5 of exp. */
export const EXP_COEFFICIENTS = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.65339022054652515390e-6,
  4.13813679705723846039e-8,
] as const;

/** Q1 to Q5 of expm1. */
export const EXPM1_COEFFICIENTS = [
  -3.33333333333331316428e-2, 1.58730158725481460165e-3, -7.93650757867487942473e-5, 4.00821782732936239552e-6,
  -2.01099218183624371326e-7,
] as const;

/** Beyond it exp overflows. */
export const EXP_OVERFLOW = 7.09782712893383973096e2;
/** Below it exp is 0. */
export const EXP_UNDERFLOW = -7.45133219101941108420e2;
/** Below it expm1 is -1: -56 * ln 2. */
export const EXPM1_UNDERFLOW = -38.816242111356935;
