#!/usr/bin/env node
// The executable `bifold`: lets Node read TypeScript, then starts the command line.
import v8 from "node:v8";
import { register } from "tsx/esm/api";

// The thread that reads TypeScript makes garbage at each import and never rests long enough to give it back. A young
// generation of 1 MB keeps it small; threads that start later have V8's own default again.
v8.setFlagsFromString("--max-semi-space-size=1");
register();
v8.setFlagsFromString("--max-semi-space-size=16");
await import("./main.ts");
