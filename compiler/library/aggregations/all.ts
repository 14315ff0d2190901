// `all(b)`.
import { quantifier } from "./quantifier.ts";

export const all = quantifier("all", "Whether every condition holds; true where there are no rows.");
