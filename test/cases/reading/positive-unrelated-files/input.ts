// Files that have nothing to do with definitions are left alone.
import { entity, t } from "bifold";

export const airport = entity({ keys: { airport: t.string } });
