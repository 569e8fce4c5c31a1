import { useState } from "preact/hooks";
import { nameOf, percent, words } from "../format.ts";
import { callProof } from "../proof/call-proof.ts";
import type { TriedVerdict } from "../proof/try-question.ts";
import { useCall } from "../proof/use-call.ts";
import { AskedFor } from "./asked.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { ChampionSaid, PastQuestions, type PastQuestion } from "./past-question.tsx";
import { Note } from "./note.tsx";

/** A question made in this browser, an answer typed by the reader, the verdict with its reason. */
export function TryQuestion({
  name,
  levels,
  level: first,
  netuid,
}: {
  name: string;
  levels: readonly number[];
  level: number;
  netuid: number;
}) {
  const [level, setLevel] = useState(levels[0] ?? first);
  const [seed, setSeed] = useState(newSeed);
  const [text, setText] = useState("");
  const [turns, setTurns] = useState<readonly string[]>([]);
  const [verdict, setVerdict] = useState<TriedVerdict>();
  const [past, setPast] = useState<PastQuestion | null>(null);
  const fresh = useCall("question", past === null ? { name, level, seed } : null, `${name} ${level} ${seed}`);
  const recorded = useCall(
    "ask",
    past === null ? null : { id: past.question.challenge },
    past?.question.challenge ?? "",
  );
  const asked = past === null ? fresh : recorded;
  const begin = (chosen: number, of: PastQuestion | null = null): void => {
    setLevel(chosen);
    setSeed(newSeed());
    setPast(of);
    setText("");
    setTurns([]);
    setVerdict(undefined);
  };
  return (
    <div class="try">
      <p>
        <label>
          Level{" "}
          <select value={level} onChange={({ currentTarget }) => begin(Number(currentTarget.value))}>
            {levels.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>{" "}
        <button type="button" onClick={() => begin(level)}>
          Another question
        </button>{" "}
        <PastQuestions name={name} present={past} onPick={(found) => begin(level, found)} />
      </p>
      {past !== null && (
        <p>
          Asked in <a href={`#/question/${past.round.round}/${past.place}`}>round {past.round.round}</a>, and answered
          by the champion of that time. What it said is shown behind your verdict.
        </p>
      )}
      <AskedFor asked={asked} what="question">
        {(made) => {
          if ("why" in made) return <Note kind="failed">No question can be made here: {nameOf(made.why, 300)}</Note>;
          const judge = async (event: Event): Promise<void> => {
            event.preventDefault();
            const said = made.turns === null ? text : [...turns, text];
            if (typeof said !== "string") setTurns(said);
            setVerdict(
              await callProof("verdict", { id: made.id, answer: said }).catch((error: unknown) => ({
                why: String(error),
              })),
            );
          };
          return (
            <form onSubmit={(event) => void judge(event)}>
              <ForeignText text={made.prompt} label="Question" />
              {turns.length > 0 && <p>Your turns: {turns.map((turn) => nameOf(turn, 60)).join(" · ")}</p>}
              <label>
                {made.turns === null ? "Your answer" : `Your turn, of at most ${made.turns}`}{" "}
                <small>{made.answerFormat}</small>
                <textarea value={text} rows={4} onInput={({ currentTarget }) => setText(currentTarget.value)} />
              </label>
              <button type="submit" class="main">
                Judge it
              </button>
              {verdict !== undefined && <Verdict verdict={verdict} />}
              {verdict !== undefined && past !== null && <ChampionSaid past={past} netuid={netuid} />}
            </form>
          );
        }}
      </AskedFor>
    </div>
  );
}

function Verdict({ verdict }: { verdict: TriedVerdict }) {
  if ("why" in verdict) return <Note kind="failed">It cannot be judged here: {nameOf(verdict.why, 300)}</Note>;
  const { thousandths, reason, metrics } = verdict;
  return (
    <p role="status" class={`verdict ${thousandths === 1000 ? "correct" : "wrong"}`}>
      <b>{percent(thousandths)}</b>, {words(reason)}
      {metrics.length > 0 && ` (${metrics.map(([key, value]) => `${words(key)} ${value}`).join(", ")})`}
    </p>
  );
}

/** Enough letters for a question that nobody has seen; nothing is decided by it. */
function newSeed(): string {
  return `try-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}
