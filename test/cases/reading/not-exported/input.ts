// A declaration that is not exported is read all the same, with a warning.
import { entity, t } from "bifold";

const airport = entity({ keys: { airport: t.string } });
const route = entity({ keys: { origin: t.string } });
export { route as ordered_pair };
