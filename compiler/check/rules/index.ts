// The rules, from what concerns one view to what concerns whole chains. Their order changes no outcome: each looks
// at sound declarations only, and the report sorts by place; it is the order in which a reader meets the matter.
import { asOfLeakage } from "./as-of-leakage.ts";
import { clocks } from "./clocks.ts";
import { evenHops } from "./even-hops.ts";
import { labelLeakage } from "./label-leakage.ts";
import { nullableInputs } from "./nullable-inputs.ts";
import { numericInputs } from "./numeric-inputs.ts";
import { outcomeLeakage } from "./outcome-leakage.ts";
import { preciseInputs } from "./precise-inputs.ts";
import { requestLeakage } from "./request-leakage.ts";
import { reservedNames } from "./reserved-names.ts";
import type { Rule } from "./rule.ts";
import { servableViews } from "./servable-views.ts";
import { ttlLatest } from "./ttl-latest.ts";
import { ttlLag } from "./ttl-lag.ts";
import { ttlRefresh } from "./ttl-refresh.ts";
import { unusedFeatures } from "./unused-features.ts";
import { unusedViews } from "./unused-views.ts";
import { windowLag } from "./window-lag.ts";
import { windowRetention } from "./window-retention.ts";

export const rules: readonly Rule[] = [
  reservedNames,
  ttlRefresh,
  ttlLag,
  ttlLatest,
  windowLag,
  windowRetention,
  evenHops,
  clocks,
  labelLeakage,
  outcomeLeakage,
  asOfLeakage,
  requestLeakage,
  numericInputs,
  nullableInputs,
  preciseInputs,
  servableViews,
];

/** Rules of what is absent, which nobody knows before everything could be read. */
export const rulesOfTheWhole: readonly Rule[] = [unusedViews, unusedFeatures];
