import type { Contest } from "../../src/arena/contest-schema.ts";
import { nameOf, words } from "../format.ts";
import { Table } from "./table.tsx";

/** Who committed a model and is not being tested, each with why. */
export function Outside({ contest }: { contest: Contest }) {
  if (contest.outside.length === 0) return null;
  return (
    <details open>
      <summary>
        {contest.outside.length} committed a model and {contest.outside.length === 1 ? "is" : "are"} not being tested
      </summary>
      <Table
        label="Models that are not being tested"
        columns={[
          { title: "uid", isNumber: true },
          { title: "model" },
          { title: "state" },
          { title: "why" },
          { title: "detail", class: "long" },
        ]}
        rows={contest.outside.map((entry) => ({
          key: entry.hotkey,
          cells: [
            entry.uid,
            <a href={`#/miner/${entry.hotkey}`}>{entry.model === null ? "–" : nameOf(entry.model)}</a>,
            entry.state === "waits" ? "waits" : "left out",
            words(entry.reason),
            nameOf(entry.detail, 300),
          ],
        }))}
      />
    </details>
  );
}
