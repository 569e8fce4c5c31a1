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

export function includedBy(tier: Tier): string[] {
  return tier === "ci" ? CI : QUICK;
}

export function excludedBy(tier: Tier): string[] {
  if (tier === "full") return [];
  return tier === "ci" ? FULL : [...CI, ...FULL];
}
