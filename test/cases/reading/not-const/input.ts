// Declarations in bindings that can change.
import { entity, t } from "bifold";

export let airport = entity({ keys: { airport: t.string } });
var route = entity({ keys: { origin: t.string } });
