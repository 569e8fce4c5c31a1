import type { SentEnvironment } from "../../src/doors/describe/environment-schema.ts";
import type { Contract } from "../../src/serve/v1/contract.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { EnvironmentCard } from "../components/environment-card.tsx";
import { ScoreBar } from "../components/score-bar.tsx";
import { TryQuestion } from "../components/try-question.tsx";
import { nameOf } from "../format.ts";
import { useAsk } from "../use-ask.ts";

type Info = Pick<
  Contract["environments"][number],
  "name" | "title" | "description" | "version" | "levels" | "defaultLevel" | "answerFormat"
>;

/** The environments that decide and the others of the product, or one: what it asks, how the field does, one to try. */
export function EnvironmentView({ snapshot, name }: { snapshot: Snapshot; name: string | null }) {
  const asked = useAsk<Contract>("contract.json");
  const all = useAsk<{ envs: readonly SentEnvironment[] }>("environments.json");
  return (
    <AskedFor asked={asked} what="contract">
      {({ environments }) => (
        <AskedFor asked={all} what="environments">
          {({ envs }) => {
            const others = envs
              .filter((one) => environments.every((deciding) => deciding.name !== one.name))
              .map(infoOf);
            if (name === null) return <Environments environments={environments} others={others} />;
            const wanted = name.toUpperCase();
            const deciding = environments.find((one) => one.name === wanted);
            const found = deciding ?? others.find((one) => one.name === wanted);
            if (found !== undefined)
              return <One key={wanted} snapshot={snapshot} info={found} isAsked={deciding !== undefined} />;
            return (
              <section>
                <h1>Unknown environment</h1>
                <p class="note empty">
                  There is no {nameOf(name, 40)}. <a href="#/environment">Those that there are</a>
                </p>
              </section>
            );
          }}
        </AskedFor>
      )}
    </AskedFor>
  );
}

function infoOf({ levels, default_level, answer_format, ...rest }: SentEnvironment): Info {
  const { name, title, description, version } = rest;
  return {
    ...{ name, title, description, version, defaultLevel: default_level, answerFormat: answer_format },
    levels: levels.map(({ level }) => level),
  };
}

function Environments({ environments, others }: { environments: Contract["environments"]; others: readonly Info[] }) {
  return (
    <section>
      <h1>Environments</h1>
      <p>
        Endless sources of questions with exact checking: nothing can be learnt by heart, and no judge has an opinion.
      </p>
      <ul class="tiles">
        {environments.map(({ name, title, description, questions }) => (
          <li key={name}>
            <h2>
              <a href={`#/environment/${name}`}>{name}</a> <small>{title}</small>
            </h2>
            <p>{description}</p>
            <p>
              <small>
                {questions} question{questions === 1 ? "" : "s"} a round
              </small>
            </p>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h2>
            Others <small>to practise with; they decide nothing here</small>
          </h2>
          <ul class="tiles">
            {others.map(({ name, title, description }) => (
              <li key={name}>
                <h3>
                  <a href={`#/environment/${name}`}>{name}</a> <small>{title}</small>
                </h3>
                <p>{description}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function One({ snapshot, info, isAsked }: { snapshot: Snapshot; info: Info; isAsked: boolean }) {
  const { status } = snapshot;
  const level = status.environments.find(({ name }) => name === info.name)?.level ?? info.defaultLevel;
  return (
    <section>
      <p class="trail">
        <a href="#/environment">All environments</a>
      </p>
      <h1>
        {info.name}: {info.title}
      </h1>
      <p>{info.description}</p>
      <dl class="facts">
        <div>
          <dt>version</dt>
          <dd>{info.version}</dd>
        </div>
        <div>
          <dt>levels</dt>
          <dd>
            {info.levels.join(", ")}; {isAsked ? `level ${level} is asked here` : "none is asked in this contest"}
          </dd>
        </div>
        <div>
          <dt>an answer</dt>
          <dd>{info.answerFormat}</dd>
        </div>
      </dl>
      {isAsked && <Field snapshot={snapshot} name={info.name} />}
      <h2>The card</h2>
      <EnvironmentCard name={info.name} asked={isAsked ? level : null} />
      <h2>Try one</h2>
      <TryQuestion name={info.name} levels={info.levels} level={level} netuid={status.chain.netuid} />
    </section>
  );
}

function Field({ snapshot: { status }, name }: { snapshot: Snapshot; name: string }) {
  return (
    <>
      <h2>
        The field <small>of the last blocks, 95%</small>
      </h2>
      {status.leaderboard.length === 0 ? (
        <p class="note empty">Nobody competes yet.</p>
      ) : (
        <dl class="strips">
          {status.leaderboard.map((row) => (
            <div key={row.uid}>
              <dt>
                <a href={`#/miner/${row.hotkey}`}>{nameOf(row.model, 40)}</a>
              </dt>
              <dd>
                <ScoreBar score={row.environments[name]} isReading={status.readingScores} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
