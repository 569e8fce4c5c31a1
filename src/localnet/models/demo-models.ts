import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

type Described = Omit<LocalModelConfig, "revision">;

/** By this block the first champion has qualified. Whoever is asked before delays it, for all share the machine. */
const CHALLENGED_FROM = 84;
/** By this one the first crown is won, and the copies of its winner can be tested against it. */
const COPIED_FROM = 200;

const BEST: Described = {
  name: "affine-lab/affine-full",
  solver: "full",
  // Far better than the first champion, so that its test is short, and far from perfect: who reads docs/mining.md beats it.
  mistakeThousandths: 200,
  thinkMs: 10,
  revealAfterBlocks: CHALLENGED_FROM,
};

const DESCRIBED: readonly Described[] = [
  { name: "coin-toss/affine-random", solver: "random", thinkMs: 5 },
  // Surely better than a blind guess after 60 rounds, also where questions are hardest, and not by much.
  { name: "quick-draft/affine-careless", solver: "full", mistakeThousandths: 700, thinkMs: 2 },
  {
    name: "out-of-order/affine-broken",
    solver: "random",
    // It says nothing, which is told at once: a host that fails is asked again until the deadline, at the others' cost.
    fault: { kind: "empty" },
    revealAfterBlocks: COPIED_FROM + 20,
  },
  {
    name: "short-walks/affine-walksat-5n",
    solver: "walksat",
    flipsPerVariable: 5,
    mistakeThousandths: 500,
    thinkMs: 10,
    revealAfterBlocks: COPIED_FROM + 40,
  },
  BEST,
  { ...BEST, name: "me-too/affine-full-v2", copyOf: BEST.name, revealAfterBlocks: COPIED_FROM },
  // One number that changes no answer: another content, the same mind.
  {
    ...BEST,
    name: "new-coat/affine-full-tuned",
    thinkMs: 11,
    copyOf: BEST.name,
    revealAfterBlocks: COPIED_FROM + 4,
  },
];

/**
 * The models of the demo: one that spoils most of its answers and comes first, some that are nothing much, and later the
 * best of all, with an exact copy and one in disguise (`copyOf` says whose).
 */
export function demoModels(): LocalModelConfig[] {
  return DESCRIBED.map((config) => ({ ...config, revision: revisionOf(config) }));
}
