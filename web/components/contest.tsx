import type { Challenger, Contest } from "../../src/serve/contest-schema.ts";
import type { Status } from "../../src/serve/status-schema.ts";
import { percent, points } from "../format.ts";
import { Wealth } from "./wealth.tsx";

/** Champion and challengers: where each test stands, and why those stopped were. */
export function ContestView({ status }: { status: Status }) {
  const { contest } = status;
  if (contest === null) return null;
  return (
    <section data-testid="contest">
      <h2>
        Contest{" "}
        <small>
          as of block {contest.block.toLocaleString("en")}, {contest.lagBlocks} blocks behind
        </small>
      </h2>
      <Reign contest={contest} />
      {contest.challengers.length === 0 ? (
        <p class="empty">Nobody challenges at the moment.</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th class="number">uid</th>
                <th>challenger</th>
                <th class="number">rounds</th>
                <th>wealth against its level</th>
                <th>mean gain, 95%</th>
                {status.environments.map(({ name }) => (
                  <th key={name}>{name}</th>
                ))}
                <th>left</th>
              </tr>
            </thead>
            <tbody>
              {contest.challengers.map((challenger) => (
                <Row
                  key={challenger.hotkey + challenger.revision}
                  challenger={challenger}
                  names={status.environments.map(({ name }) => name)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Outside contest={contest} />
      <Crowns contest={contest} />
    </section>
  );
}

function Reign({ contest }: { contest: Contest }) {
  const { champion, pendingCrown, unpaid, resting, anchorsBp, shadow } = contest;
  const anchors = Object.entries(anchorsBp).flatMap(([name, bp]) => (bp === null ? [] : [`${name} ${bp / 100}%`]));
  return (
    <p class="reign">
      {champion === null
        ? "Nobody reigns yet: models are tried until one is better than a blind guess everywhere. Weights are burnt."
        : `Reign ${contest.reign}: uid ${champion.uid} ${champion.model} since block ${champion.crownedBlock}, ${Object.entries(
            champion.scores,
          )
            .map(([name, score]) => `${name} ${percent(score)}`)
            .join(", ")} over ${champion.rounds} rounds.`}
      {pendingCrown !== null &&
        ` Uid ${pendingCrown.uid} has won and is crowned at block ${pendingCrown.effectiveBlock}.`}
      {unpaid && " It is unpaid: it left too many questions unanswered, and its weight is burnt."}
      {resting && " Tests rest until its host answers again."}
      {anchors.length > 0 && ` Anchors: ${anchors.join(", ")}.`}
      {` ${shadow.mechanism} would say ${shadow.champion === null ? "nobody" : `uid ${shadow.champion.uid}`}.`}
    </p>
  );
}

function Row({ challenger, names }: { challenger: Challenger; names: readonly string[] }) {
  const { meanGain, roundsLeft } = challenger;
  return (
    <tr class={challenger.state} data-challenger={challenger.uid}>
      <td class="number">{challenger.uid}</td>
      <td>
        <span class="model">{challenger.model}</span>
        <small>
          {challenger.state}
          {challenger.reason === null ? "" : `: ${challenger.reason.replaceAll("_", " ")}`}
          {challenger.excluded.length > 0 && ` · without ${challenger.excluded.length} validator(s)`}
        </small>
      </td>
      <td class="number">{challenger.rounds}</td>
      <td>
        <Wealth challenger={challenger} />
      </td>
      <td>{meanGain === null ? "–" : `${points(meanGain.lowBp)} to ${points(meanGain.highBp)}`}</td>
      {names.map((name) => {
        const gain = challenger.gains[name];
        return <td key={name}>{gain === undefined ? "–" : `${points(gain.lowBp)} to ${points(gain.highBp)}`}</td>;
      })}
      <td>{roundsLeft === null ? "–" : `${roundsLeft.low} to ${roundsLeft.high}`}</td>
    </tr>
  );
}

function Outside({ contest }: { contest: Contest }) {
  if (contest.outside.length === 0) return null;
  return (
    <details open>
      <summary>{contest.outside.length} committed a model and are not being tested</summary>
      <table>
        <tbody>
          {contest.outside.map((entry) => (
            <tr key={entry.hotkey}>
              <td class="number">{entry.uid}</td>
              <td>{entry.model ?? "–"}</td>
              <td>{entry.state === "waits" ? "waits" : "left out"}</td>
              <td>{entry.reason.replaceAll("_", " ")}</td>
              <td>{entry.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Crowns({ contest }: { contest: Contest }) {
  if (contest.crowns.length === 0) return null;
  return (
    <ol class="crowns">
      {contest.crowns.map((crown) => (
        <li key={crown.block}>
          block {crown.block.toLocaleString("en")}: uid {crown.uid} {crown.model},{" "}
          {crown.byTest
            ? `crowned after ${crown.rounds} rounds, better by ${points(crown.gainBp)} points at least`
            : `first champion after ${crown.rounds} rounds`}
        </li>
      ))}
    </ol>
  );
}
