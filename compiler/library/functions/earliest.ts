// `earliest(a, b)`.
import { instantExtremum } from "../families/instant-extremum.ts";

export const earliest = instantExtremum("earliest", "The earliest of two to eight timestamps.");
