import type { Status } from "../../src/serve/status-schema.ts";
import { bytes } from "../format.ts";

/** The line of large figures at the top. */
export function Figures({ status }: { status: Status }) {
  const { champion, weights, chain, records, queue } = status;
  const shares = Object.entries(weights.vector);
  return (
    <section class="figures">
      <Figure
        label="Champion"
        value={champion === null ? (status.replaying === null ? "nobody yet" : "not known yet") : `uid ${champion.uid}`}
        note={champion?.model ?? ""}
      />
      <Figure
        label="Block"
        value={chain.block.toLocaleString("en")}
        note={`next epoch at ${chain.nextEpochBlock.toLocaleString("en")}`}
      />
      <Figure
        label="Last weights"
        value={weights.block === null ? "none yet" : shares.map(([uid]) => `uid ${uid}`).join(", ")}
        note={
          weights.block === null
            ? "waiting for the first window"
            : `block ${weights.block.toLocaleString("en")}, ${weights.ageBlocks ?? 0} blocks ago, ${weights.confirmed ? "confirmed" : "not confirmed yet"}`
        }
      />
      <Figure
        label="Signed records"
        value={records.rollouts.toLocaleString("en")}
        note={`${plural(records.shards, "shard")}, ${bytes(records.bytes)}, ${records.pending} not sealed yet`}
      />
      <Figure label="Questions in flight" value={String(queue.running)} note={`${queue.waiting} waiting`} />
    </section>
  );
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
      <p title={note}>{note}</p>
    </div>
  );
}
