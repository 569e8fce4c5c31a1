import type { Contract } from "../../src/serve/v1/contract.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { EnvironmentCard } from "../components/environment-card.tsx";
import { ScoreBar } from "../components/score-bar.tsx";
import { TryQuestion } from "../components/try-question.tsx";
import { nameOf } from "../format.ts";
import { useAsk } from "../use-ask.ts";

/** The environments that decide, or one: what it asks, how the field does, a question to try. */
export function EnvironmentView({ snapshot, name }: { snapshot: Snapshot; name: string | null }) {
  const asked = useAsk<Contract>("contract.json");
  return (
    <AskedFor asked={asked} what="contract">
      {({ environments }) => {
        if (name === null) return <Environments environments={environments} />;
        const found = environments.find((one) => one.name === name);
        return found === undefined ? (
          <section>
            <h1>Unknown environment</h1>
            <p class="note empty">
              No {nameOf(name, 40)} decides here. <a href="#/environment">Those that do</a>
            </p>
          </section>
        ) : (
          <One snapshot={snapshot} info={found} />
        );
      }}
    </AskedFor>
  );
}

function Environments({ environments }: { environments: Contract["environments"] }) {
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
    </section>
  );
}

function One({ snapshot, info }: { snapshot: Snapshot; info: Contract["environments"][number] }) {
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
            {info.levels.join(", ")}; level {level} is asked here
          </dd>
        </div>
        <div>
          <dt>an answer</dt>
          <dd>{info.answerFormat}</dd>
        </div>
      </dl>
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
                <ScoreBar score={row.environments[info.name]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <h2>The card</h2>
      <EnvironmentCard name={info.name} asked={level} />
      <h2>Try one</h2>
      <TryQuestion name={info.name} levels={info.levels} level={level} netuid={status.chain.netuid} />
    </section>
  );
}
