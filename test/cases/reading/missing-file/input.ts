// Imports of files that are not there, with what to write instead.
import { entity, t } from "bifold";
import { A } from "./late";
import { B } from "./late.js";
import { C } from "./lat.ts";
import { D } from "../elsewhere/far_away.ts";

export const airport = entity({ keys: { airport: t.string }, description: A + B + C + D });
