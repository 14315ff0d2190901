// The kernels, by the names of their functions.
import { acosKernel } from "./acos.ts";
import { asinKernel } from "./asin.ts";
import { atanKernel } from "./atan.ts";
import { atan2Kernel } from "./atan2.ts";
import { cbrtKernel } from "./cbrt.ts";
import { expKernel } from "./exp.ts";
import { expm1Kernel } from "./expm1.ts";
import { hypotKernel } from "./hypot.ts";
import { logKernel } from "./log.ts";
import { log10Kernel } from "./log10.ts";
import { log1pKernel } from "./log1p.ts";
import { log2Kernel } from "./log2.ts";
import { tanhKernel } from "./tanh.ts";
import { cosKernel, sinKernel } from "./trigonometry.ts";

export const kernels = {
  acos: acosKernel,
  asin: asinKernel,
  atan: atanKernel,
  cbrt: cbrtKernel,
  cos: cosKernel,
  exp: expKernel,
  expm1: expm1Kernel,
  log: logKernel,
  log10: log10Kernel,
  log1p: log1pKernel,
  log2: log2Kernel,
  sin: sinKernel,
  tanh: tanhKernel,
} as const;

/** Those of two numbers. */
export const kernelsOfTwo = {
  atan2: atan2Kernel,
  hypot: hypotKernel,
} as const;
