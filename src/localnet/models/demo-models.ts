import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

type Described = Omit<LocalModelConfig, "revision">;

const BEST: Described = {
  name: "affine-lab/affine-full",
  solver: "full",
  mistakeThousandths: 20,
  thinkMs: 60,
  // Early enough for the demo, late enough that somebody reigns already: the crown has to be won by test.
  revealAfterBlocks: 60,
};

const DESCRIBED: readonly Described[] = [
  { name: "quick-draft/affine-careless", solver: "full", mistakeThousandths: 500, thinkMs: 20 },
  { name: "coin-toss/affine-random", solver: "random", thinkMs: 5 },
  { name: "out-of-order/affine-broken", solver: "random", fault: { kind: "garbage" } },
  {
    name: "short-walks/affine-walksat-5n",
    solver: "walksat",
    flipsPerVariable: 5,
    thinkMs: 10,
    revealAfterBlocks: 62,
  },
  BEST,
  { ...BEST, name: "me-too/affine-full-v2", copyOf: BEST.name, revealAfterBlocks: 70 },
  // One number that changes no answer: another content, the same mind.
  { ...BEST, name: "new-coat/affine-full-tuned", thinkMs: 61, copyOf: BEST.name, revealAfterBlocks: 72 },
];

/**
 * The models of the demo: one that is right half of the time and comes first, some that are nothing much, and later the
 * best of all, with an exact copy and one in disguise (`copyOf` says whose).
 */
export function demoModels(): LocalModelConfig[] {
  return DESCRIBED.map((config) => ({ ...config, revision: revisionOf(config) }));
}
