// The names that "bifold" exports.
import { aggregations } from "../library/aggregations/index.ts";
import { functions } from "../library/functions/index.ts";
import { CONSTRUCTORS } from "./constructors.ts";
import { CONVERSIONS } from "./globals.ts";

/** What is neither an aggregation nor a function of the library. */
const OTHERS = ["csv", "fit", "parquet", "role", "secondsSinceLast", "share", "t"];
/** Imported as if they were values, they are dropped before anything could miss them. */
const TYPES = ["Duration", "List", "Row", "Timestamp", "Vector", "ZoneName"];

const spelt = Object.values(functions)
  .flatMap(({ spellings }) => spellings)
  .filter(({ form, name }) => form === "function" && !name.includes(".") && !CONVERSIONS.has(name))
  .map(({ name }) => name);
const aggregated = Object.values(aggregations)
  .map(({ name }) => name)
  .filter((name) => name !== aggregations.latest.name);

export const EXPORTS: ReadonlySet<string> = new Set([
  ...Object.keys(CONSTRUCTORS),
  ...OTHERS,
  ...aggregated,
  ...spelt,
  ...TYPES,
]);
