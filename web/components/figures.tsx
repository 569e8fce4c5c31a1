import { paidName } from "../../src/arena/paid-name.ts";
import type { Status } from "../../src/serve/status-schema.ts";
import { bytes, nameOf, plural } from "../format.ts";

/** The line of large figures at the top; a copy in files has those only that follow from the records. */
export function Figures({ status, isStatic }: { status: Status; isStatic: boolean }) {
  const { champion, chain, contest, replaying } = status;
  const [last] = contest?.crowns ?? [];
  const nobody = replaying !== null ? "not known yet" : last === undefined ? "nobody yet" : "nobody now";
  return (
    <dl class="figures" aria-label="Figures">
      <Figure
        label="Champion"
        value={champion === null ? nobody : `uid ${champion.uid}`}
        note={nameOf(champion?.model ?? (replaying === null && last !== undefined ? `${last.model} has left` : ""))}
      />
      <Figure
        label={isStatic ? "As of block" : "Block"}
        value={chain.block.toLocaleString("en")}
        note={`next epoch at ${chain.nextEpochBlock.toLocaleString("en")}`}
      />
      {!isStatic && <Live status={status} />}
    </dl>
  );
}

/** What a running validator knows. */
function Live({ status: { weights, records, queue, readingScores, contest } }: { status: Status }) {
  const shares = Object.entries(weights.vector);
  return (
    <>
      <Figure
        label="Last weights"
        value={weights.block === null ? "none yet" : shares.map(([uid]) => paidName(uid, contest)).join(", ")}
        note={
          weights.block === null
            ? "waiting for the first window"
            : `block ${weights.block.toLocaleString("en")}, ${plural(weights.ageBlocks ?? 0, "block")} ago, ${weights.confirmed ? "confirmed" : "not confirmed yet"}`
        }
      />
      <Figure
        label="Signed records"
        value={readingScores ? "reading …" : records.rollouts.toLocaleString("en")}
        note={`${plural(records.shards, "shard")}, ${bytes(records.bytes)}, ${records.pending} not sealed yet`}
      />
      <Figure label="Questions in flight" value={String(queue.running)} note={`${queue.waiting} waiting`} />
    </>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{value}</b>
        <small>{note}</small>
      </dd>
    </div>
  );
}
