// Vitest settings: real stores and real engines, so files run a few at a time and get generous limits.
import { defineConfig } from "vitest/config";

const INTEROP = process.env.BIFOLD_INTEROP === "1";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    // Interop tests install Python clients from PyPI, which the README's test command must not need.
    include: INTEROP ? ["test/interop/**/*.test.ts"] : ["test/**/*.test.ts"],
    exclude: INTEROP ? [] : ["test/interop/**"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    pool: "forks",
  },
});
