#!/usr/bin/env node
// The executable `bifold`: lets Node read TypeScript, then starts the command line.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
