// `any(b)`.
import { quantifier } from "./quantifier.ts";

export const any = quantifier("any", "Whether some condition holds; false where there are no rows.");
