import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

type Described = Omit<LocalModelConfig, "revision">;

const BEST: Described = { name: "affine-lab/affine-full", solver: "full", mistakeThousandths: 20, thinkMs: 60 };

/** The slips keep the ranks apart on easy levels too, where long walks alone would solve nearly everything. */
const DESCRIBED: readonly Described[] = [
  { name: "coin-toss/affine-random", solver: "random", thinkMs: 5 },
  { name: "head-count/affine-majority", solver: "majority", thinkMs: 5 },
  { name: "affine-lab/affine-walksat-5n", solver: "walksat", flipsPerVariable: 5, thinkMs: 10 },
  {
    name: "affine-lab/affine-walksat-20n",
    solver: "walksat",
    flipsPerVariable: 20,
    mistakeThousandths: 50,
    thinkMs: 15,
  },
  {
    name: "long-walks/affine-walksat-60n",
    solver: "walksat",
    flipsPerVariable: 60,
    mistakeThousandths: 150,
    thinkMs: 20,
  },
  BEST,
  { ...BEST, name: "me-too/affine-full-v2", copyOf: BEST.name },
  { name: "out-of-order/affine-broken", solver: "random", fault: { kind: "garbage" } },
];

/**
 * The models of the demo, from the weakest to the best, then an exact copy of the best (`copyOf` says so) and one that
 * never gives a readable answer.
 */
export function demoModels(): LocalModelConfig[] {
  return DESCRIBED.map((config) => ({ ...config, revision: revisionOf(config) }));
}
