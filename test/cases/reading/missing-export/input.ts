// Imports of names that the other file does not export.
import { entity, t } from "bifold";
import { DESCRIPTON, hidden, nothing_like_it } from "./late.ts";

export { airprot };
export const airport = entity({ keys: { airport: t.string }, description: DESCRIPTON + hidden + nothing_like_it });
