import type { Row } from "bifold";
import { isLate } from "./helpers.ts";

const limit = 15;
export { limit as LATE };
export const WINDOW = "7d";
export const unused: Row<never> = isLate;
