// The kernels, by the names of their functions.
import { asinKernel } from "./asin.ts";
import { expKernel } from "./exp.ts";
import { expm1Kernel } from "./expm1.ts";
import { logKernel } from "./log.ts";
import { log1pKernel } from "./log1p.ts";
import { cosKernel, sinKernel } from "./trigonometry.ts";

export const kernels = {
  asin: asinKernel,
  cos: cosKernel,
  exp: expKernel,
  expm1: expm1Kernel,
  log: logKernel,
  log1p: log1pKernel,
  sin: sinKernel,
} as const;
