import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

type Described = Omit<LocalModelConfig, "revision">;

const BEST: Described = {
  name: "affine-lab/affine-full",
  solver: "full",
  mistakeThousandths: 20,
  thinkMs: 60,
  // Late enough that somebody else has nearly qualified: the crown has to be won from a champion, by test.
  revealAfterBlocks: 66,
};

const DESCRIBED: readonly Described[] = [
  // Good enough that 60 rounds show it to be better than a blind guess, also where questions are hardest.
  { name: "quick-draft/affine-careless", solver: "full", mistakeThousandths: 500, thinkMs: 20 },
  { name: "coin-toss/affine-random", solver: "random", thinkMs: 5 },
  // It says nothing, which is told at once: a host that fails is asked again until the deadline, at the others' cost.
  { name: "out-of-order/affine-broken", solver: "random", fault: { kind: "empty" } },
  {
    name: "short-walks/affine-walksat-5n",
    solver: "walksat",
    flipsPerVariable: 5,
    mistakeThousandths: 500,
    thinkMs: 10,
    revealAfterBlocks: 78,
  },
  BEST,
  { ...BEST, name: "me-too/affine-full-v2", copyOf: BEST.name, revealAfterBlocks: 76 },
  // One number that changes no answer: another content, the same mind.
  { ...BEST, name: "new-coat/affine-full-tuned", thinkMs: 61, copyOf: BEST.name, revealAfterBlocks: 80 },
];

/**
 * The models of the demo: one that spoils every other answer and comes first, some that are nothing much, and later the
 * best of all, with an exact copy and one in disguise (`copyOf` says whose).
 */
export function demoModels(): LocalModelConfig[] {
  return DESCRIBED.map((config) => ({ ...config, revision: revisionOf(config) }));
}
