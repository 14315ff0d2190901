// Names are imported one by one; nothing else has a meaning without running.
import * as late from "./late.ts";
import fallback from "./late.ts";
import "./late.ts";
import { entity, t } from "bifold";

export * as all from "./late.ts";
export * from "bifold";
export default 3;
export const airport = entity({ keys: { airport: t.string }, description: late.TEXT + fallback + import("./late.ts") });
