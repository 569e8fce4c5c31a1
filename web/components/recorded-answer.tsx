import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { AnswerView, QuestionView, RoundView } from "../../src/arena/round-schema.ts";
import type { RequestRules } from "../../src/replay/rules.ts";
import { RUN_PROGRAMS } from "../../src/serve/v1/run-programs.ts";
import { count, duration, nameOf, percent, words } from "../format.ts";
import { useCall } from "../proof/use-call.ts";
import { AskedFor } from "./asked.tsx";
import { FailedTest } from "./failed-test.tsx";
import { turnsOf } from "../turns-of.ts";
import { ForeignText } from "./foreign-text.tsx";
import { Note } from "./note.tsx";
import { ProofSteps } from "./proof-steps.tsx";
import { TurnsSaid } from "./turns-said.tsx";
import type { PlaceToProve } from "../proof/prove.ts";
import type { Proof } from "../proof/steps.ts";

interface Props {
  readonly round: RoundView;
  readonly question: QuestionView;
  readonly answer: AnswerView;
  readonly netuid: number;
  readonly request: RequestRules;
  /** A copy in files: nobody runs anything for its readers. */
  readonly isStatic: boolean;
}

/** Where an answer's record is, and what it must be. */
export function placeOf(round: RoundView, question: QuestionView, answer: AnswerView, netuid: number): PlaceToProve {
  return {
    ...{ base: new URL(".", document.baseURI).href, netuid, validator: round.validator },
    ...{ seq: answer.seq, line: answer.line, round: round.round, block: round.block, beacon: round.beacon },
    ...{ hotkey: answer.hotkey, challenge: question.challenge },
  };
}

/** One model's answer to a question: what is on record, its text, and its proof. */
export function RecordedAnswer({ round, question, answer, netuid, request, isStatic }: Props) {
  // What these rest on only a sandbox runs.
  const isProgram = RUN_PROGRAMS.includes(question.env) && answer.score < 1000;
  const questionPlace = round.questions.indexOf(question);
  // While nobody reigns there is nobody to challenge.
  const role = answer.hotkey === round.champion ? "champion" : round.champion === null ? "tried" : "challenger";
  const place = placeOf(round, question, answer, netuid);
  const proof = useCall("prove", place, `${round.round} ${question.challenge} ${answer.hotkey}`);
  return (
    <article class={`answer ${answer.score === 1000 ? "correct" : ""}`} data-answer={answer.uid}>
      <h3>
        <a href={`#/miner/${answer.hotkey}`}>{nameOf(answer.model)}</a> <span class={`badge ${role}`}>{role}</span>
      </h3>
      <p>
        On record:{" "}
        <b>
          {answer.outcome === "scored" || answer.outcome === "model_failure"
            ? percent(answer.score)
            : words(answer.outcome)}
        </b>
        , {words(answer.reason)} · {count(answer.completionTokens)} tokens in {duration(answer.latencyMs)}
      </p>
      <AskedFor asked={proof} what="proof">
        {(found) => <Checked proof={found} request={request} />}
      </AskedFor>
      {isProgram && answer.outcome === "scored" && answer.transcript !== null && !isStatic && (
        <Revealed label="Show the failing test">
          <FailedTest round={round.round} place={questionPlace} hotkey={answer.hotkey} of={`uid ${answer.uid}`} />
        </Revealed>
      )}
    </article>
  );
}

function Checked({ proof, request }: { proof: Proof; request: RequestRules }) {
  const { steps, record, transcript } = proof;
  const [isAsked, setAsked] = useState(false);
  const given = isAsked && record !== null && transcript !== null ? { record, transcript, request } : null;
  const again = useCall("recompute", given, given === null ? "" : (record?.transcript ?? ""));
  return (
    <>
      {transcript !== null && (
        <>
          <Reasoning text={transcript.reasoning} uid={record?.uid ?? 0} />
          <TurnsSaid transcript={transcript} of={`uid ${record?.uid ?? 0}`} />
          <ForeignText
            text={transcript.text}
            label={`Answer of uid ${record?.uid ?? 0}`}
            {...(turnsOf(transcript).length === 0 ? {} : { title: "Last turn" })}
          />
        </>
      )}
      <ProofSteps steps={isAsked && again.state === "there" ? [...steps, again.value.step] : steps} />
      {record !== null && transcript !== null && !isAsked && (
        <button type="button" onClick={() => setAsked(true)}>
          Recompute here
        </button>
      )}
      {isAsked && again.state === "loading" && <Note kind="loading">Computing …</Note>}
      {isAsked && again.state === "failed" && <Note kind="failed">It could not be computed: {again.why}</Note>}
      {isAsked && again.state === "there" && (
        <dl class="facts">
          {again.value.facts.map(([name, value]) => (
            <div key={name}>
              <dt>{words(name)}</dt>
              <dd>{nameOf(value, 400)}</dd>
            </div>
          ))}
          {/* Where nothing was judged, nothing was computed. */}
          {again.value.step.result !== "unknown" && (
            <div>
              <dt>computed in</dt>
              <dd>{Math.ceil(again.value.ms)} ms, by this browser</dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}

/** What is asked for only when somebody wants to see it. */
function Revealed({ label, children }: { label: string; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <>{children}</>;
  return (
    <button type="button" onClick={() => setOpen(true)}>
      {label}
    </button>
  );
}

function Reasoning({ text, uid }: { text: string; uid: number }) {
  if (text === "") return null;
  return (
    <details>
      <summary>Reasoning, {count(text.length)} characters</summary>
      <ForeignText text={text} label={`Reasoning of uid ${uid}`} />
    </details>
  );
}
