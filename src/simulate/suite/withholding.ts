import type { RoundRecord } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import type { Sample } from "../statistics.ts";
import { playTest, type Rewrite } from "../v2/play-test.ts";
import { equalValidators } from "../v2/validators.ts";
import { pairOfCell } from "./cells.ts";

/**
 * `pooled`: as if the mechanism passed over what is missing and did not tell validators apart. `dropped`: as if it
 * passed over it, and told them apart. `counted`: as it does both.
 */
export type Missing = "pooled" | "dropped" | "counted";

/** In the order of the table. */
export const MISSING: readonly Missing[] = ["pooled", "dropped", "counted"];

const VOID: RoundRecord = { kind: "void" };
const LOST: RoundRecord = { kind: "missing" };

/** One test of an exact copy of E = 3, whose validator (one of so many) hands in no round that it did worse in. */
export function playWithholding(validators: number, missing: Missing, generator: Generator): Sample {
  const rewrite: Rewrite = (truth) => {
    const gain = truth.challenger.reduce((sum, score, env) => sum + score - (truth.champion?.[env] ?? 0), 0);
    return gain >= 0 ? truth : missing === "counted" ? LOST : VOID;
  };
  const pair = pairOfCell("exact copy", 3);
  const { state, rounds } = playTest(
    { ...pair, validators: equalValidators(validators), rewrite, asOne: missing === "pooled" },
    generator,
  );
  return { crowned: state === "candidate" ? 1 : 0, frozen: state === "frozen" ? 1 : 0, rounds };
}
