import type { Baseline, Study } from "../study.ts";
import { episodeLuck } from "./episode-luck.ts";
import type { EpisodeStudy, Policy } from "./episode-study.ts";
import type { EpisodeStart, Replay } from "./episode.ts";
import { playPolicy } from "./play-policy.ts";

type Replays<State> = (start: EpisodeStart<State>, turns: readonly string[]) => Replay;

/** The study of an episode in the form of the card: every policy answers with all its turns. */
export function studyOfEpisode<State>(replay: Replays<State>, study: EpisodeStudy<State>): Study<EpisodeStart<State>> {
  const baseline = (policy: Policy): Baseline => ({
    name: policy.name,
    answer(question, random) {
      if (question.play === undefined) throw new TypeError("A policy needs an episode to play.");
      return question.play(policy, random);
    },
  });
  return {
    oracle: ({ secret }) => playPolicy((turns) => replay(secret, turns), study.oracle, episodeLuck("oracle", secret)),
    blind: study.blind.map(baseline),
    oneTurn: study.oneTurn.map(baseline),
    shallow: study.shallow.map(baseline),
    strong: study.strong.map(baseline),
    ...(study.duplicatesASample === undefined ? {} : { duplicatesASample: study.duplicatesASample }),
    timedContext: ({ secret }) => study.timedContext?.(secret.state) ?? {},
    ...(study.promptBarCharacters === undefined ? {} : { promptBarCharacters: study.promptBarCharacters }),
    answerLines: ({ secret }) => study.answerLines(secret.state),
    shape: ({ secret }) => study.shape(secret.messages, secret.state),
    figures: ({ secret }) => study.figures(secret.messages, secret.state),
  };
}
