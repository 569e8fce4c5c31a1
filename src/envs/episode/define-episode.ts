import { z } from "zod";
import { AffineError, type Params, faultsOf, needFields } from "../../core/index.ts";
import { firstAccepted } from "../attempts.ts";
import type { CheckContext, Environment } from "../environment.ts";
import { needEpisodeStudy } from "../needed-study.ts";
import { normalizeParams } from "../normalize-params.ts";
import { observed } from "../observe-calls.ts";
import { readInfo } from "../read-info.ts";
import { brokenBy, questionWords, wellFormedEvaluation } from "../well-formed.ts";
import { MAX_TURNS } from "./episode-limits.ts";
import type { EpisodeSpec } from "./episode-spec.ts";
import { episodeStream } from "./episode-stream.ts";
import type { Episode, EpisodeStart, Replay } from "./episode.ts";
import { checkTurns, foldTurns, type Fold } from "./fold.ts";
import { withoutPython, withPython } from "./follow.ts";
import { openingOf } from "./opening.ts";
import { studyOfEpisode } from "./study-of-episode.ts";
import { ACT } from "./tool.ts";
import { verdictOnTurns } from "./verdict-on-turns.ts";

/** An environment of many turns. */
export interface EpisodeEnvironment<State = unknown> extends Environment<EpisodeStart<State>> {
  readonly episode: Episode;
}

const TURN_TOKENS = 512;
const limitsSchema = z.object({
  maxTurns: z.int().min(1).max(MAX_TURNS),
  turnTokens: z.int().min(1).max(1_000_000).optional(),
});

/**
 * Makes an environment of many turns of its specification. Its state is a pure fold over the question and the model's
 * turns, so that whoever has the challenge id and the turns can compute every observation and the verdict again.
 *
 * @throws AffineError `invalid_input` for a specification that contradicts itself.
 * @example
 * const guess = defineEpisode({ name: "GUESS", version: "1", maxTurns: 8, …, reset, step, onLimit });
 * guess.episode.replay({ level: 1 }, "seed-1", ["<action>4</action>"]).messages.at(-1); // the observation
 */
export function defineEpisode<State, Custom extends Params = never>(
  spec: EpisodeSpec<State, Custom>,
): EpisodeEnvironment<State> {
  needFields(spec, "defineEpisode", "a specification: { name, version, levels, maxTurns, reset, step, … }");
  const { maxTurns, turnTokens } = readLimits(spec);
  const info = Object.freeze({ ...readInfo(spec), maxTurns, turnTokens });
  const { name, version } = info;
  if (spec.study !== undefined) needEpisodeStudy(name, spec.study);

  const generate = (given: unknown, seed: string) => {
    const params = normalizeParams(spec, given);
    const key = { name, version, params, seed };
    return firstAccepted(
      key,
      spec.maxAttempts ?? 1,
      (random) => {
        try {
          return openingOf(
            spec,
            observed(
              name,
              () => `reset of ${name} (${questionWords(params, seed)})`,
              () => spec.reset(params as { level: number } | Custom, random),
            ),
            { params, seed },
          );
        } catch (cause) {
          const hint = "Mend reset, which must answer every seed, or tell the environment's author.";
          throw brokenBy(cause, `${name} could not make ${questionWords(params, seed)}`, hint);
        }
      },
      (_, attempt) => episodeStream(key, 0, attempt),
    );
  };
  const fold = (
    start: EpisodeStart<State>,
    turns: readonly string[],
    onFailedTest?: CheckContext["onFailedTest"],
  ): Fold => {
    const { params, seed } = start;
    const dice = (turn: number) => episodeStream({ name, version, params, seed }, turn);
    return observed(
      name,
      () => `step of ${name} (${questionWords(params, seed)})`,
      () => foldTurns(spec, start, checkTurns(spec, turns), dice, onFailedTest),
    );
  };
  const replay = (secret: unknown, turns: readonly string[]): Replay =>
    withoutPython(name, fold(secret as EpisodeStart<State>, turns));
  const play = async (secret: unknown, turns: readonly string[], context: CheckContext = {}): Promise<Replay> =>
    withPython(fold(secret as EpisodeStart<State>, turns, context.onFailedTest), context);
  const episode: Episode = Object.freeze({
    maxTurns,
    turnTokens,
    python: spec.python === true,
    tools: spec.tools ?? [ACT],
    reset: (params: unknown, seed: string) => generate(params, seed).messages,
    replay: (params: unknown, seed: string, turns: readonly string[]) => replay(generate(params, seed).secret, turns),
    replayFrom: replay,
    play: async (params: unknown, seed: string, turns: readonly string[], context?: CheckContext) =>
      play(generate(params, seed).secret, turns, context),
    playFrom: play,
  });
  return Object.freeze({
    info,
    normalizeParams: (params: unknown) => normalizeParams(spec, params),
    generate,
    async check(start: EpisodeStart<State>, completion: unknown, context?: CheckContext) {
      return wellFormedEvaluation(name, await verdictOnTurns((turns) => play(start, turns, context), completion));
    },
    episode,
    ...(spec.study === undefined ? {} : { study: studyOfEpisode(replay, spec.study) }),
  });
}

function readLimits(spec: { name: string; maxTurns: number; turnTokens?: number }) {
  const read = limitsSchema.safeParse(spec);
  if (read.success) return { maxTurns: read.data.maxTurns, turnTokens: read.data.turnTokens ?? TURN_TOKENS };
  throw new AffineError(
    "invalid_input",
    `The episode ${spec.name} is not well defined: ${faultsOf(read.error, spec)}`,
    {
      hint: `An episode has 1 to ${MAX_TURNS} turns; correct what is passed to defineEpisode.`,
    },
  );
}
