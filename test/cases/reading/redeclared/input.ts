// The same name twice in a file.
import { entity, t } from "bifold";

export const airport = entity({ keys: { airport: t.string } });
export const airport = entity({ keys: { iata: t.string } });
const t = 3;
