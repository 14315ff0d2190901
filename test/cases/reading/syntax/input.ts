// A file that is not TypeScript: one error a line.
import { entity, t } from "bifold";

export const airport = entity({ keys: { airport: t.string };
export const = 3 +;
export const route = entity({ keys: { origin: t.string } });
