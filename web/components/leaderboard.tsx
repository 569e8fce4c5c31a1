import type { Status } from "../../src/serve/status-schema.ts";
import { count, nameOf, shortAddress } from "../format.ts";
import { ScoreBar } from "./score-bar.tsx";
import { Table } from "./table.tsx";

/** Everybody who competes, with their rates of the last blocks. */
export function Leaderboard({ status }: { status: Status }) {
  const isWindow = status.contest === null;
  return (
    <section>
      <h2>
        Leaderboard
        {!isWindow && (
          <small> scores of the last blocks{status.readingScores && ", still being read"}; the contest decides</small>
        )}
      </h2>
      {status.leaderboard.length === 0 ? (
        <p class="note empty">Nobody competes yet.</p>
      ) : (
        <Table
          label="Leaderboard"
          columns={[
            { title: "uid", isNumber: true },
            { title: "miner" },
            ...status.environments.map(({ name, level }) => ({
              title: name,
              note: `level ${level}, 95%`,
              class: "score",
            })),
            ...(isWindow ? [{ title: "dominates", isNumber: true }] : []),
            { title: "since block", isNumber: true },
            { title: "weight", isNumber: true },
          ]}
          rows={status.leaderboard.map((row) => ({
            key: String(row.uid),
            class: `${row.champion ? "champion" : ""} ${row.eligible || !isWindow ? "" : "ineligible"}`.trim(),
            data: { uid: row.uid },
            cells: [
              row.uid,
              <>
                <span class="model">
                  <a href={`#/miner/${row.hotkey}`}>{nameOf(row.model)}</a>
                  {row.champion && <span class="badge">champion</span>}
                </span>
                <small title={row.hotkey}>
                  {shortAddress(row.hotkey)} · {nameOf(row.revision, 8)}
                  {row.eligible || !isWindow ? "" : " · too few answers"}
                </small>
              </>,
              ...status.environments.map(({ name }) => (
                <ScoreBar score={row.environments[name]} isReading={status.readingScores} />
              )),
              ...(isWindow ? [row.dominates] : []),
              count(row.block),
              row.weightBp === 0 ? "–" : `${(row.weightBp / 100).toFixed(0)}%`,
            ],
          }))}
        />
      )}
    </section>
  );
}
