/**
 * The environments as data: questions of any level by seed, exact checking, cards, and what one's own need. See
 * docs/environments.md.
 *
 * @example
 * import { environment, makeChallenge } from "affine/environments";
 * const challenge = makeChallenge(environment("SAT"), { seed: "1", params: { level: 3 } });
 */
export * from "./envs/index.ts";
export type { CorpusCase } from "./envs/ded/corpus/corpus-case.ts";
export {
  AffineError,
  Random,
  type Answer,
  type Challenge,
  type Evaluation,
  type Message,
  type Params,
} from "./core/index.ts";
