import { defineConfig } from "vitest/config";

const full = process.env["AFFINE_TEST_TIER"] === "full";

/** Quick tier: `*.test.ts`. Full tier: these and the long `*.full.test.ts` (statistics, fuzz, faults). */
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: full ? ["node_modules/**"] : ["node_modules/**", "**/*.full.test.ts"],
    globalSetup: ["test/setup/fresh-build.ts", "test/setup/closing-lines.ts"],
    setupFiles: ["test/seeded.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: full ? 1_800_000 : 60_000,
    hookTimeout: 120_000,
  },
});
