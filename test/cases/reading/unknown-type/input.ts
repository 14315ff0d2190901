// Types that there are not.
import { entity, t } from "bifold";

export const airport = entity({ keys: { airport: t.str, id: t.int, price: t.decimal(10, 2), day: t.string.optional() } });
