import type { AnswerView, RoundView } from "../../src/arena/round-schema.ts";
import type { Contract } from "../../src/serve/v1/contract.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { ForeignText } from "../components/foreign-text.tsx";
import { RecordedAnswer } from "../components/recorded-answer.tsx";
import { RoundRows } from "../components/round-rows.tsx";
import { count, nameOf } from "../format.ts";
import { useCall } from "../proof/use-call.ts";
import { useAsk } from "../use-ask.ts";

/** The newest rounds, or one question: what was asked, what each model said, and whether it is true. */
export function QuestionView({ snapshot, round, place }: { snapshot: Snapshot; round: number | null; place: number }) {
  return round === null ? <Rounds snapshot={snapshot} /> : <Question snapshot={snapshot} round={round} place={place} />;
}

function Rounds({ snapshot }: { snapshot: Snapshot }) {
  const asked = useAsk<{ items: readonly RoundView[]; oldest: number | null }>("rounds.json", snapshot.replay.block);
  return (
    <section>
      <h1>Questions</h1>
      <p>
        Rounds that count, the newest first, and how many answered each question right. Each was asked of the champion
        and the challengers alike; open one to read the answers and to check them.
      </p>
      <AskedFor asked={asked} what="rounds">
        {({ items, oldest }) =>
          items[0] === undefined ? (
            <p class="note empty">No round has counted yet.</p>
          ) : (
            <RoundRows items={items} newest={items[0].round} oldest={oldest ?? items[0].round} />
          )
        }
      </AskedFor>
    </section>
  );
}

function Question({ snapshot, round, place }: { snapshot: Snapshot; round: number; place: number }) {
  const asked = useAsk<RoundView>(`rounds/${round}.json`);
  const contract = useAsk<Contract>("contract.json");
  return (
    <section>
      <p class="trail">
        <a href="#/question">Newest rounds</a>
      </p>
      {asked.state === "failed" && <h1>Unknown round</h1>}
      <AskedFor asked={asked} what="round">
        {(found) => {
          const question = found.questions[place];
          if (question === undefined) {
            return (
              <>
                <h1>No such question</h1>
                <p class="note empty">
                  Round {count(round)} has {found.questions.length} questions on record, not a number {place}.
                </p>
              </>
            );
          }
          return (
            <>
              <h1>
                {question.env} question {question.index + 1} of round {count(round)}
              </h1>
              <p>
                Block {count(found.block)}
                {found.beacon !== null && (
                  <>
                    , hash <code>{found.beacon}</code>
                  </>
                )}
              </p>
              <Prompt id={question.challenge} />
              <h2>Answers</h2>
              <AskedFor asked={contract} what="contract">
                {({ rules }) => (
                  <div class="answers">
                    {championFirst(question.answers, found.champion).map((answer) => (
                      <RecordedAnswer
                        key={answer.hotkey}
                        round={found}
                        question={question}
                        answer={answer}
                        netuid={snapshot.status.chain.netuid}
                        request={rules.request}
                        isStatic={snapshot.isStatic}
                      />
                    ))}
                  </div>
                )}
              </AskedFor>
              <nav class="trail" aria-label="Questions of this round">
                {found.questions.map(({ env, index }, other) => (
                  <a
                    key={`${env}${index}`}
                    href={`#/question/${round}/${other}`}
                    aria-current={other === place ? "page" : undefined}
                  >
                    {env} {index + 1}
                  </a>
                ))}
              </nav>
            </>
          );
        }}
      </AskedFor>
    </section>
  );
}

/** Whom all others are compared with stands first. */
function championFirst(answers: readonly AnswerView[], champion: string | null): readonly AnswerView[] {
  return answers.toSorted((a, b) => Number(b.hotkey === champion) - Number(a.hotkey === champion));
}

/** The question as this browser makes it from its id: what was asked has to be exactly this. */
function Prompt({ id }: { id: string }) {
  const seed = id.slice(id.lastIndexOf("/") + 1);
  const asked = useCall("ask", { id }, id);
  return (
    <AskedFor asked={asked} what="question">
      {(made) =>
        "why" in made ? (
          <p class="note failed">The question cannot be made here: {nameOf(made.why, 300)}</p>
        ) : (
          <>
            <p>
              Made here from its seed <code>{seed.slice(0, 16)}…</code>, by the code that validators run.
            </p>
            <ForeignText text={made.prompt} label="Question" />
          </>
        )
      }
    </AskedFor>
  );
}
