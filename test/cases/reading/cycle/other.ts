import { A } from "./input.ts";

export const B = A * 2;
export { CIRCLE } from "./circle.ts";
