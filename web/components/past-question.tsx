import type { QuestionView, RoundView } from "../../src/arena/round-schema.ts";
import { nameOf, percent, words } from "../format.ts";
import { useCall } from "../proof/use-call.ts";
import { useAsk } from "../use-ask.ts";
import { AskedFor } from "./asked.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { placeOf } from "./recorded-answer.tsx";
import { TurnsSaid } from "./turns-said.tsx";

/** A question of a round that the champion answered. */
export interface PastQuestion {
  readonly round: RoundView;
  readonly question: QuestionView;
  readonly place: number;
}

/** A button for the newest question of an environment that a champion answered, and for the ones before it. */
export function PastQuestions({
  name,
  present,
  onPick,
}: {
  name: string;
  present: PastQuestion | null;
  onPick: (past: PastQuestion) => void;
}) {
  const rounds = useAsk<{ items: readonly RoundView[] }>("rounds.json");
  if (rounds.state !== "there") return null;
  const found = rounds.value.items.flatMap((round) =>
    round.questions.flatMap((question, place) =>
      question.env === name &&
      question.answers.some((answer) => answer.hotkey === round.champion && answer.transcript !== null)
        ? [{ round, question, place }]
        : [],
    ),
  );
  const at = found.findIndex(({ question }) => question.challenge === present?.question.challenge);
  const next = found[(at + 1) % Math.max(1, found.length)];
  if (next === undefined) return null;
  return (
    <button type="button" onClick={() => onPick(next)}>
      One that the champion was asked
    </button>
  );
}

/** What the champion said to it, from the record: fetched, and checked, only now. */
export function ChampionSaid({ past: { round, question }, netuid }: { past: PastQuestion; netuid: number }) {
  const answer = question.answers.find(({ hotkey }) => hotkey === round.champion);
  const place = answer === undefined ? null : placeOf(round, question, answer, netuid);
  const proof = useCall("prove", place, `${round.round} ${question.challenge} ${round.champion ?? ""}`);
  if (answer === undefined) return null;
  return (
    <section aria-label="What the champion answered">
      <p>
        The champion, {nameOf(answer.model)}: <b>{percent(answer.score)}</b>, {words(answer.reason)}
      </p>
      <AskedFor asked={proof} what="champion’s answer">
        {({ transcript, steps }) =>
          transcript === null ? (
            <p class="note empty">Its text cannot be shown: {steps.at(-1)?.detail ?? "it is not here"}.</p>
          ) : (
            <>
              <TurnsSaid transcript={transcript} of="the champion" />
              <ForeignText text={transcript.text} label="Answer of the champion" />
            </>
          )
        }
      </AskedFor>
    </section>
  );
}
