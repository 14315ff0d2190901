// `timestamp.minus("3h")`.
import { shift } from "../families/shift.ts";

export const minus = shift(
  "minus",
  'Earlier by a literal duration such as "3h"; stops at the ends of time.',
  -1,
);
