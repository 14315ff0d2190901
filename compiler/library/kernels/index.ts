// The kernels, by the names of their functions.
import { expKernel } from "./exp.ts";
import { expm1Kernel } from "./expm1.ts";
import { logKernel } from "./log.ts";
import { log1pKernel } from "./log1p.ts";

export const kernels = { exp: expKernel, expm1: expm1Kernel, log: logKernel, log1p: log1pKernel } as const;
