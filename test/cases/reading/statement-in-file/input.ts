// What would run when a file is loaded has no meaning in definitions.
import { entity, t } from "bifold";

for (const x of [1, 2]) register(x);
if (t) register(3);
register(4);
throw 5;
export const airport = entity({ keys: { airport: t.string } });
