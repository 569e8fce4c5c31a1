import { endInWords } from "../../src/arena/end-words.ts";
import type { PairedRound } from "../../src/arena/round-schema.ts";
import type { ArenaSeries, ArenaTest } from "../../src/arena/test-schema.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { GainStrips } from "../components/gain-strips.tsx";
import { PairedRounds } from "../components/paired-rounds.tsx";
import { ReplayNote } from "../components/replay-note.tsx";
import { stateOf, TestList } from "../components/test-list.tsx";
import { WealthChart } from "../components/wealth-chart.tsx";
import { WealthRace } from "../components/wealth-race.tsx";
import { count, nameOf, plural } from "../format.ts";
import { useAsk } from "../use-ask.ts";

/** All duels, or one: the race, what is missing, the newest rounds. */
export function DuelView({ snapshot, id }: { snapshot: Snapshot; id: string | null }) {
  return id === null ? <Duels snapshot={snapshot} /> : <Duel snapshot={snapshot} id={id} />;
}

function Duels({ snapshot }: { snapshot: Snapshot }) {
  const { tests } = snapshot;
  return (
    <section>
      <h1>Duels</h1>
      <ReplayNote snapshot={snapshot} />
      {tests.length === 0 ? (
        <p class="note empty">No model has been tested yet.</p>
      ) : (
        <>
          <h2>Wealth race</h2>
          <WealthRace tests={tests.filter(({ live }) => live)} again={snapshot.replay.block} />
          <TestList label="Duels" tests={tests} />
        </>
      )}
    </section>
  );
}

function Duel({ snapshot, id }: { snapshot: Snapshot; id: string }) {
  const again = snapshot.replay.block;
  const detail = useAsk<{ test: ArenaTest; rounds: readonly PairedRound[] }>(`tests/${id}.json`, again);
  const series = useAsk<ArenaSeries>(`tests/${id}/series.json`, again);
  return (
    <section>
      <p class="trail">
        <a href="#/duel">All duels</a>
      </p>
      {detail.state === "failed" && <h1>Unknown duel</h1>}
      <AskedFor asked={detail} what="duel">
        {({ test, rounds }) => (
          <>
            <h1>
              {nameOf(test.model)} {test.against === null ? "is tried" : `against ${nameOf(test.against.model)}`}
            </h1>
            <p>
              <a href={`#/miner/${test.hotkey}`}>uid {test.uid}</a>, {stateOf(test)}. {plural(test.rounds, "round")}
              {test.againstRounds > 0 && `, ${count(test.againstRounds)} of them missing or wrong and counted as lost`}
              {test.voidRounds > 0 && `, and ${count(test.voidRounds)} void`}, between blocks {count(test.firstBlock)}{" "}
              and {count(test.lastBlock)}.
            </p>
            {/* Who is tried for itself has nobody to bet against. */}
            {!isAlone(test) && (
              <>
                <h2>Wealth race</h2>
                <AskedFor asked={series} what="course">
                  {(found) => <WealthChart racers={[{ series: found, model: test.model, uid: test.uid }]} />}
                </AskedFor>
              </>
            )}
            <h2>{isOver(test) ? "How it ended" : "What a crown still lacks"}</h2>
            {isOver(test) ? <p>{endOf(test)}</p> : <Missing test={test} />}
            {!isAlone(test) && (
              <>
                <h2>Gain by environment</h2>
                <GainStrips test={test} />
              </>
            )}
            <h2>Newest rounds</h2>
            <PairedRounds rounds={rounds} isAlone={isAlone(test)} />
          </>
        )}
      </AskedFor>
    </section>
  );
}

function isAlone({ kind }: ArenaTest): boolean {
  return kind === "qualification";
}

function isOver({ live, reason }: ArenaTest): boolean {
  return !live || reason !== null;
}

/** Said in place of what is lacking, once nothing can be added. */
function endOf({ kind, crownedBlock, reason, state, against }: ArenaTest): string {
  if (crownedBlock !== null) {
    const shown = kind === "test" ? "showed all that a crown needs" : "was surely better than a blind guess everywhere";
    return `It ${shown}, and became champion at block ${count(crownedBlock)}.`;
  }
  if (reason !== null) return `It was ${state === "ended" ? "ended" : "stopped"}: ${endInWords(reason)}.`;
  return against === null
    ? "It was tried while nobody reigned; that ended when somebody began to reign, or it left."
    : "It ended undecided: the reign ended, or it left.";
}

function Missing({ test }: { test: ArenaTest }) {
  const { roundsLeft, whyNoEta, missing } = test;
  if (test.kind === "qualification")
    return <p>While nobody reigns it must be surely better than a blind guess everywhere.</p>;
  return (
    <>
      {missing.length === 0 ? (
        <p>{test.wealth.length === 0 ? "Its test has not begun." : "Nothing: everything is shown."}</p>
      ) : (
        <ul>
          {missing.map((gate) => (
            <li key={gate}>{gate}</li>
          ))}
        </ul>
      )}
      <p>
        {roundsLeft === null
          ? whyNoEta !== null && `No estimate of its end: ${whyNoEta}.`
          : `If it goes on like this: ${count(roundsLeft.low)} to ${count(roundsLeft.high)} more rounds.`}
      </p>
    </>
  );
}
