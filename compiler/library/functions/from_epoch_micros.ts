// `fromEpochMicros(x)`.
import { fromEpoch } from "../families/from-epoch.ts";

export const from_epoch_micros = fromEpoch("fromEpochMicros", "microseconds", 1);
