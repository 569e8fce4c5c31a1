import { test } from "vitest";
import { testEngine } from "../kit/engines.ts";
import { ATTACKS } from "./index.ts";
import { expectHarmless } from "./run-attacks.ts";

/** One in so many; the full tier runs all of them. */
const ONE_IN = 8;

const slice = ATTACKS.filter((_, index) => index % ONE_IN === 0);
test(`behavior: ${slice.length} of ${ATTACKS.length} attacks end in their verdict, twice the same, by no wall clock, and change no program after them`, async () => {
  await expectHarmless(testEngine({ workers: 2 }), slice);
});
