// Constants of fdlibm's kernels, each the shortest decimal of the original's double.

/** The natural logarithm of 2 in two parts: the high one has 21 zero bits at its end. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
export const INVERSE_LN2 = Math.LOG2E;

/** Lg1 to Lg7, also Lp1 to Lp7 of log1p. */
export const LOG_COEFFICIENTS = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;

/** A quarter turn in two parts; P and Q of asin, which acos shares. */
export const PIO2_HIGH = 1.5707963267948966;
export const PIO2_LOW = 6.123233995736766e-17;
export const ASIN_P = [
  0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
  3.479331075960212e-5,
] as const;
export const ASIN_Q = [
  1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194,
] as const;

/** P1 to P5 of exp. */
export const EXP_COEFFICIENTS = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
] as const;

/** Q1 to Q5 of expm1. */
export const EXPM1_COEFFICIENTS = [
  -0.03333333333333313, 0.0015873015872548146, -7.93650757867488e-5, 4.008217827329362e-6,
  -2.0109921818362437e-7,
] as const;

/** Beyond it exp overflows. */
export const EXP_OVERFLOW = 709.782712893384;
/** Below it exp is 0. */
export const EXP_UNDERFLOW = -745.1332191019411;
/** Below it expm1 is -1: -56 * ln 2. */
export const EXPM1_UNDERFLOW = -38.816242111356935;
