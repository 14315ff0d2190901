// `timestamp.plus("3h")`.
import { shift } from "../families/shift.ts";

export const plus = shift("plus", 'Later by a literal duration such as "3h"; stops at the ends of time.', 1);
