import { paidName } from "../../src/arena/paid-name.ts";
import type { Contract } from "../../src/serve/v1/contract.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { Table } from "../components/table.tsx";
import { behind, bytes, count, nameOf, shortAddress, words } from "../format.ts";
import { useAsk } from "../use-ask.ts";

/** Whom one has to believe, and how to believe nobody. */
export function TrustView({ snapshot }: { snapshot: Snapshot }) {
  const { status, replay, isStatic } = snapshot;
  const { contest, weights, records, alarms } = status;
  const contract = useAsk<Contract>("contract.json");
  const total = Object.values(weights.vector).reduce((sum, share) => sum + share, 0);
  return (
    <section>
      <h1>Trust</h1>
      <p>
        Believe nobody: <code>af verify</code> recomputes every score and every crown from the signed records, and{" "}
        <a href="#/question">this page checks single answers</a> in your browser.
      </p>
      <dl class="facts">
        <div>
          <dt>this page's own replay of the records</dt>
          <dd>
            {replay.state === "ready"
              ? `agrees up to block ${count(replay.block ?? 0)}: the duels shown are computed from the records`
              : replay.state === "none"
                ? "none under this mechanism"
                : `${replay.state}${replay.detail === null ? "" : `: ${replay.detail}`}`}
          </dd>
        </div>
        <div hidden={isStatic}>
          <dt>signed records</dt>
          <dd>
            {status.readingScores ? "answers are being read," : `${count(records.rollouts)} answers in`}{" "}
            {count(records.shards)} shards, {bytes(records.bytes)}; {count(records.pending)} not sealed yet
          </dd>
        </div>
        <div>
          <dt>weights on chain</dt>
          <dd>
            {weights.block === null
              ? isStatic
                ? "not in this copy: af verify reads them from the chain"
                : "none yet"
              : `${Object.entries(weights.vector)
                  .map(([uid, share]) => `${paidName(uid, contest)} ${((100 * share) / total).toFixed(0)}%`)
                  .join(
                    ", ",
                  )}, set at block ${count(weights.block)}, ${weights.confirmed ? "read back from the chain" : "not read back yet"}`}
          </dd>
        </div>
        <AskedFor asked={contract} what="contract">
          {({ rulesHash, mechanism }) => (
            <div>
              <dt>rules</dt>
              <dd>
                {mechanism}, hash <code>{rulesHash}</code>: records under other rules do not count
              </dd>
            </div>
          )}
        </AskedFor>
        <div>
          <dt>forks</dt>
          <dd>{forksOf(alarms)}</dd>
        </div>
        <div>
          <dt>last full recomputation</dt>
          <dd>{verificationOf(snapshot)}</dd>
        </div>
        <div>
          <dt>alarms</dt>
          <dd>{alarms.length === 0 ? "none" : alarms.map(({ code }) => code).join(", ")}</dd>
        </div>
      </dl>
      <h2>Validators</h2>
      {contest === null || contest.validators.length === 0 ? (
        <p class="note empty">No validator has a share yet.</p>
      ) : (
        <Table
          label="Validators"
          columns={[
            { title: "validator" },
            { title: "share", isNumber: true },
            // What a running validator has watched; a copy knows nothing of it.
            ...(isStatic
              ? []
              : [
                  { title: "rounds watched", isNumber: true },
                  { title: "of them bad", isNumber: true },
                ]),
          ]}
          rows={contest.validators.map(({ hotkey, shareBp, rounds, badRounds }) => ({
            key: hotkey,
            cells: [
              <>
                {shortAddress(hotkey)} {hotkey === status.validator.hotkey && <small>this one</small>}
              </>,
              `${(shareBp / 100).toFixed(1)}%`,
              ...(isStatic ? [] : [count(rounds), count(badRounds)]),
            ],
          }))}
        />
      )}
      <h2>Verify it all</h2>
      <ForeignCommand />
    </section>
  );
}

/** A validator that signed two shards of one number, or tells otherwise than the others, has raised one of these. */
const FORKS = ["peer_forked", "decision_differs", "decision_changed", "snapshot_conflict", "peer_disputed"];

function forksOf(alarms: Snapshot["status"]["alarms"]): string {
  const found = alarms.filter(({ code }) => FORKS.includes(code));
  if (found.length === 0) return "none seen: no validator signed two histories, all that were heard decided alike";
  return found.map(({ code, message }) => `${words(code)}: ${nameOf(message, 200)}`).join("; ");
}

/** The page's own replay goes over every record from the first: that is what stands here, with how far it has come. */
function verificationOf({ replay, status, isStatic }: Snapshot): string {
  if (replay.state === "none") return "none under this mechanism: af verify does it";
  const block = replay.block === null ? "nothing yet" : `every record up to block ${count(replay.block)}`;
  const ago = replay.block === null ? "" : behind(status.chain.block, replay.block, isStatic);
  return `by this page, from the first record: ${block}${ago}. It believes the scores; af verify judges every answer again`;
}

function ForeignCommand() {
  return (
    <pre tabIndex={0} role="region" aria-label="Commands">
      {`af verify --store ${new URL(".", document.baseURI).href}`}
    </pre>
  );
}
