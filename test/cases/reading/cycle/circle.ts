export { CIRCLE } from "./other.ts";
