// `fromEpochMillis(x)`.
import { fromEpoch } from "../families/from-epoch.ts";

export const from_epoch_millis = fromEpoch("fromEpochMillis", "milliseconds", 1_000);
