#!/usr/bin/env node
// The `bifold` command: lets Node read TypeScript, then runs the command line.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
