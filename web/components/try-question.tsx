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
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [verdict, setVerdict] = useState<Exclude<TriedVerdict, { readonly reply: string }>>();
  const [past, setPast] = useState<PastQuestion | null>(null);
  const [isShown, setShown] = useState(false);
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
    setShown(false);
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
          by the champion of that time. What it said is shown afterwards.
        </p>
      )}
      <AskedFor asked={asked} what="question">
        {(made) => {
          if ("why" in made) return <Note kind="failed">No question can be made here: {nameOf(made.why, 300)}</Note>;
          if (made.command !== null) {
            return (
              <>
                <ForeignText text={made.prompt} label="Question" />
                <RunsElsewhere command={made.command} name={name} />
                {past !== null && !isShown && (
                  <button type="button" onClick={() => setShown(true)}>
                    Show what the champion said
                  </button>
                )}
                {past !== null && isShown && <ChampionSaid past={past} netuid={netuid} />}
              </>
            );
          }
          const isOver = made.turns !== null && verdict !== undefined && !("why" in verdict);
          const judge = async (event: Event): Promise<void> => {
            event.preventDefault();
            const answer = made.turns === null ? text : [...turns.map(({ said }) => said), text];
            const found = await callProof("verdict", { id: made.id, answer }).catch((error: unknown) => ({
              why: String(error),
            }));
            if (made.turns !== null && !("why" in found)) {
              setTurns([...turns, { said: text, reply: "reply" in found ? found.reply : null }]);
              setText("");
            }
            setVerdict("reply" in found ? undefined : found);
          };
          return (
            <form onSubmit={(event) => void judge(event)}>
              <ForeignText text={made.prompt} label="Question" />
              <Turns turns={turns} />
              {isOver ? (
                <p>
                  The game is over after {turns.length} turn{turns.length === 1 ? "" : "s"}.{" "}
                  <button type="button" onClick={() => begin(level)}>
                    Play another
                  </button>
                </p>
              ) : (
                <>
                  <label>
                    {made.turns === null ? "Your answer" : `Your turn ${turns.length + 1}, of at most ${made.turns}`}{" "}
                    <small>{made.answerFormat}</small>
                    <textarea
                      value={text}
                      rows={made.turns === null ? 4 : 2}
                      onInput={({ currentTarget }) => setText(currentTarget.value)}
                    />
                  </label>
                  <button type="submit" class="main">
                    {made.turns === null ? "Judge it" : "Say it"}
                  </button>
                </>
              )}
              {verdict !== undefined && <Verdict verdict={verdict} />}
              {verdict !== undefined && past !== null && <ChampionSaid past={past} netuid={netuid} />}
            </form>
          );
        }}
      </AskedFor>
    </div>
  );
}

/** Said before anything is typed: a browser has no sandbox, and what can be done instead. */
function RunsElsewhere({ command, name }: { command: string; name: string }) {
  return (
    <>
      <p class="note" role="note">
        Judging {name} runs Python programs, and a browser has no sandbox for them. In a terminal with <code>af</code>,
        this asks the same question and judges what you say:
      </p>
      <pre tabIndex={0} role="region" aria-label="Command that asks it">
        {command}
      </pre>
    </>
  );
}

/** One turn of a game that is played here: `reply` is `null` for the one that ended it. */
interface Turn {
  readonly said: string;
  readonly reply: string | null;
}

function Turns({ turns }: { turns: readonly Turn[] }) {
  if (turns.length === 0) return null;
  return (
    <ol class="turns" aria-label="The game so far" aria-live="polite">
      {turns.map(({ said, reply }, at) => (
        <li key={at}>
          You: <code>{nameOf(said, 200)}</code>
          {reply !== null && <ForeignText text={reply} label={`Reply to turn ${at + 1}`} />}
        </li>
      ))}
    </ol>
  );
}

function Verdict({ verdict }: { verdict: Exclude<TriedVerdict, { readonly reply: string }> }) {
  if ("why" in verdict) return <Note kind="failed">It cannot be judged here: {nameOf(verdict.why, 300)}</Note>;
  const { thousandths, reason, facts } = verdict;
  return (
    <>
      <p role="status" class={`verdict ${thousandths === 1000 ? "correct" : "wrong"}`}>
        <b>{percent(thousandths)}</b>, {words(reason)}
      </p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{words(name)}</dt>
            <dd>{nameOf(value, 400)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Enough letters for a question that nobody has seen; nothing is decided by it. */
function newSeed(): string {
  return `try-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}
