import type { Attack } from "./attack.ts";
import { DEEP_RECURSION } from "./deep-recursion.ts";
import { ENDLESS_WORK } from "./endless-work.ts";
import { MEMORY_AND_RESULTS } from "./memory-and-results.ts";

export type { Attack } from "./attack.ts";

/** What was tried against the sandbox. */
export const ATTACKS: readonly Attack[] = [...ENDLESS_WORK, ...DEEP_RECURSION, ...MEMORY_AND_RESULTS];
