// Fresh ids, for the callers that bring randomness in.
import { randomUUID } from "node:crypto";

/** 32 hexadecimal digits. */
export const newRunId = (): string => randomUUID().replaceAll("-", "");
