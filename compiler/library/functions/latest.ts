// `latest(a, b)`.
import { instantExtremum } from "../families/instant-extremum.ts";

export const latest = instantExtremum("latest", "The latest of two to eight timestamps.");
