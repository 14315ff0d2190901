// `fromEpochSeconds(x)`.
import { fromEpoch } from "../families/from-epoch.ts";

export const from_epoch_seconds = fromEpoch("fromEpochSeconds", "seconds", 1_000_000);
