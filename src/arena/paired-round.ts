import type { AnswerView, PairedRound, QuestionView, RoundView } from "./round-schema.ts";
import type { ArenaTest } from "./test-schema.ts";

type TestOfPairs = Pick<ArenaTest, "hotkey" | "against" | "live" | "reason" | "lastBlock">;

/**
 * A round of a test as pairs; `undefined` when the test was not asked in it. Scores are as the contest counts them: what
 * a challenger leaves unanswered is a 0, what the champion leaves unanswered a null that counts for neither side here.
 */
export function pairedRound(round: RoundView, test: TestOfPairs): PairedRound | undefined {
  const counts = round.counts[test.hotkey];
  // Who has won is asked on, as champion.
  if (counts === undefined || round.champion === test.hotkey) return undefined;
  if (test.against === null ? round.champion !== null : round.champion !== test.against.hotkey) return undefined;
  // Rounds behind its end are of another test of the same model; its last ones were decided some blocks later.
  if ((!test.live || test.reason !== null) && round.block > test.lastBlock) return undefined;
  return {
    round: round.round,
    block: round.block,
    counts,
    pairs: round.questions.map((question) => pairOf(question, counts, { ...test, champion: round.champion })),
  };
}

function pairOf(
  { env, index, answers }: QuestionView,
  counts: string,
  { hotkey, champion }: { readonly hotkey: string; readonly champion: string | null },
): PairedRound["pairs"][number] {
  const own = scoreOf(answers.find((answer) => answer.hotkey === hotkey));
  const theirs = champion === null ? null : scoreOf(answers.find((answer) => answer.hotkey === champion));
  const result = champion === null ? resultAlone(own, counts) : resultAgainst(own, theirs, counts);
  return { env, index, champion: theirs, challenger: own, result };
}

type Result = PairedRound["pairs"][number]["result"];

function resultAgainst(own: number | null, theirs: number | null, counts: string): Result {
  if (counts === "void") return "void";
  if (counts !== "answered") return "lost";
  if (theirs === null || own === theirs) return "tied";
  return (own ?? 0) > theirs ? "won" : "lost";
}

/** While nobody reigns there is nobody to be ahead of. */
function resultAlone(own: number | null, counts: string): Result {
  if (counts === "void") return "void";
  if (counts !== "answered" || own === null || own === 0) return "wrong";
  return own === 1000 ? "right" : "partly";
}

/** `null` where nothing was judged. */
function scoreOf(answer: AnswerView | undefined): number | null {
  return answer === undefined || answer.outcome === "infra_failure" || answer.outcome === "invalid"
    ? null
    : answer.score;
}
