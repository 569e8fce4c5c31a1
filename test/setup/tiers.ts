import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The tiers of tests. `npm test` is the quick one, `*.test.ts`: it proves every room in a few minutes.
 * `npm run test:ci` is the rest of what decides whether a change lands, `*.ci.test.ts`: whole networks, programs run by
 * hundreds. `npm run test:full` is everything, `*.full.test.ts` (statistics, fuzz, faults) among it.
 */
export const TIERS = ["quick", "ci", "full"] as const;
export type Tier = (typeof TIERS)[number];

/**
 * What hangs is ended after this, whatever it is. No test says how long something may take: what needs a minute on a
 * quiet machine needs a quarter of an hour where 25 processes want two cores.
 */
export function longestTestMs(tier: Tier): number {
  return tier === "full" ? 14_400_000 : 1_800_000;
}

/** So long a test waits for what has to come: less than its own limit, so that it can say what came instead. */
export const LONGEST_POLL_MS = 1_200_000;

const QUICK = ["src/**/*.test.ts", "test/**/*.test.ts"];
const CI = ["src/**/*.ci.test.ts", "test/**/*.ci.test.ts"];
const FULL = ["**/*.full.test.ts"];

/** The tier that `AFFINE_TEST_TIER` names; the quick one when it names none. */
export function tierOf(value: string | undefined): Tier {
  if (value === undefined || value === "") return "quick";
  const tier = TIERS.find((name) => name === value);
  if (tier !== undefined) return tier;
  throw new Error(`AFFINE_TEST_TIER=${value}: there are the tiers ${TIERS.join(", ")}.`);
}

/** What a run of this tier has left out, for its last lines. */
export function tierLines(tier: Tier): string[] {
  if (tier === "full") return [];
  const tests = fileURLToPath(new URL("..", import.meta.url));
  const left = readdirSync(tests, { recursive: true, encoding: "utf8" });
  const count = (suffix: string): number => left.filter((path) => path.endsWith(suffix)).length;
  const full = `${count(".full.test.ts")} files of statistics, fuzz and faults: npm run test:full.`;
  if (tier === "ci") return [`NOT TESTED in this tier: ${full}`];
  return [
    `NOT TESTED in this tier: ${count(".ci.test.ts")} files of whole networks and long programs: npm run test:ci (.ci/run does both).`,
    `NOT TESTED in this tier: ${full}`,
  ];
}

export function includedBy(tier: Tier): string[] {
  return tier === "ci" ? CI : QUICK;
}

export function excludedBy(tier: Tier): string[] {
  if (tier === "full") return [];
  return tier === "ci" ? FULL : [...CI, ...FULL];
}
