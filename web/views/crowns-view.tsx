import type { ArenaEvent } from "../../src/arena/event-schema.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { Events } from "../components/events.tsx";
import { Reign } from "../components/reign.tsx";
import { Table } from "../components/table.tsx";
import { count, nameOf } from "../format.ts";
import { useAsk } from "../use-ask.ts";

/** Who has reigned, what each improved, and all that happened on the way. */
export function CrownsView({ snapshot }: { snapshot: Snapshot }) {
  const { contest } = snapshot.status;
  const history = useAsk<{ items: readonly ArenaEvent[] }>("history.json", snapshot.replay.block);
  return (
    <section>
      <h1>Crowns</h1>
      {contest === null ? <p class="note empty">No contest is known (yet).</p> : <Reign contest={contest} />}
      {contest !== null && contest.crowns.length > 0 && (
        <Table
          label="Crowns, newest first"
          columns={[
            { title: "block", isNumber: true },
            { title: "champion" },
            { title: "how" },
            { title: "better by at least", isNumber: true },
            { title: "rounds", isNumber: true },
          ]}
          rows={contest.crowns.map(({ block, uid, hotkey, model, byTest, gainBp, rounds }) => ({
            key: String(block),
            cells: [
              count(block),
              <>
                <a href={`#/miner/${hotkey}`}>{nameOf(model)}</a> <small>uid {uid}</small>
              </>,
              byTest ? "by test" : "without a test: nobody reigned",
              byTest ? `${(gainBp / 100).toFixed(1)} points` : "–",
              count(rounds),
            ],
          }))}
        />
      )}
      <h2>What happened</h2>
      <AskedFor asked={history} what="history">
        {({ items }) => (items.length === 0 ? <p class="note empty">Nothing yet.</p> : <Events events={items} />)}
      </AskedFor>
    </section>
  );
}
