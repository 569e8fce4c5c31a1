import type { Contract } from "../../src/serve/v1/contract.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { AskedFor } from "../components/asked.tsx";
import { Table } from "../components/table.tsx";
import { bytes, count, shortAddress } from "../format.ts";
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
            {count(records.rollouts)} answers in {count(records.shards)} shards, {bytes(records.bytes)};{" "}
            {count(records.pending)} not sealed yet
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
                  .map(([uid, share]) => `uid ${uid} ${((100 * share) / total).toFixed(0)}%`)
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
            { title: "rounds watched", isNumber: true },
            { title: "of them bad", isNumber: true },
          ]}
          rows={contest.validators.map(({ hotkey, shareBp, rounds, badRounds }) => ({
            key: hotkey,
            cells: [
              <>
                {shortAddress(hotkey)} {hotkey === status.validator.hotkey && <small>this one</small>}
              </>,
              `${(shareBp / 100).toFixed(1)}%`,
              count(rounds),
              count(badRounds),
            ],
          }))}
        />
      )}
      <h2>Verify it all</h2>
      <ForeignCommand />
    </section>
  );
}

function ForeignCommand() {
  return (
    <pre tabIndex={0} role="region" aria-label="Commands">
      {`af verify --store ${new URL(".", document.baseURI).href}`}
    </pre>
  );
}
