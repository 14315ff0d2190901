// A broken helper is said to be broken; what it lacks is not said of those who import it.
import { entity, t } from "bifold";
import { LATE } from "./late.ts";

export const airport = entity({ keys: { airport: t.string }, description: LATE });
