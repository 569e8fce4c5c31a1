import type { LeaderboardRow, Status } from "../../src/serve/status-schema.ts";
import { shortAddress } from "../format.ts";
import { ScoreBar } from "./score-bar.tsx";

export function Leaderboard({ status }: { status: Status }) {
  const names = status.environments.map((environment) => environment.name);
  return (
    <section>
      <h2>Leaderboard{status.contest !== null && <small> scores of the last blocks; the contest decides</small>}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th class="number">uid</th>
              <th>model</th>
              {status.environments.map((environment) => (
                <th key={environment.name}>
                  {environment.name} <small>level {environment.level}, 95%</small>
                </th>
              ))}
              {status.contest === null && <th class="number">dominates</th>}
              <th class="number">since block</th>
              <th class="number">weight</th>
            </tr>
          </thead>
          <tbody>
            {status.leaderboard.map((row) => (
              <Row key={row.uid} row={row} names={names} isWindow={status.contest === null} />
            ))}
          </tbody>
        </table>
      </div>
      {status.leaderboard.length === 0 && <p class="empty">Nobody competes yet.</p>}
    </section>
  );
}

function Row({ row, names, isWindow }: { row: LeaderboardRow; names: readonly string[]; isWindow: boolean }) {
  return (
    <tr class={`${row.champion ? "champion" : ""} ${row.eligible || !isWindow ? "" : "ineligible"}`} data-uid={row.uid}>
      <td class="number">{row.uid}</td>
      <td>
        <span class="model">
          {row.model}
          {row.champion && <span class="badge">champion</span>}
        </span>
        <small title={row.hotkey}>
          {shortAddress(row.hotkey)} · {row.revision.slice(0, 8)}
          {row.eligible || !isWindow ? "" : " · too few answers"}
        </small>
      </td>
      {names.map((name) => (
        <td key={name} class="score">
          <ScoreBar score={row.environments[name]} />
        </td>
      ))}
      {isWindow && <td class="number">{row.dominates}</td>}
      <td class="number">{row.block.toLocaleString("en")}</td>
      <td class="number">{row.weightBp === 0 ? "–" : `${(row.weightBp / 100).toFixed(0)}%`}</td>
    </tr>
  );
}
