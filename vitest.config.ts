import { defineConfig } from "vitest/config";
import { excludedBy, includedBy, LONGEST_POLL_MS, longestTestMs, tierOf } from "./test/setup/tiers.ts";

const tier = tierOf(process.env["AFFINE_TEST_TIER"]);

export default defineConfig({
  test: {
    include: includedBy(tier),
    exclude: ["node_modules/**", ...excludedBy(tier)],
    globalSetup: ["test/setup/fresh-build.ts", "test/setup/closing-lines.ts"],
    setupFiles: ["test/seeded.ts"],
    pool: "forks",
    // A file costs a second of processor time to load by itself; what would disturb another file runs in the other tiers.
    isolate: tier !== "quick",
    maxWorkers: 2,
    testTimeout: longestTestMs(tier),
    hookTimeout: longestTestMs(tier),
    expect: { poll: { timeout: LONGEST_POLL_MS } },
  },
});
