import { whyOver } from "../../src/arena/end-words.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { ScoreBar } from "../components/score-bar.tsx";
import { Table } from "../components/table.tsx";
import { TestList } from "../components/test-list.tsx";
import { count, nameOf, plural, shortAddress, words } from "../format.ts";

/** Everybody with a key, or one miner: what it committed, what became of it, what comes next. */
export function MinerView({ snapshot, hotkey }: { snapshot: Snapshot; hotkey: string | null }) {
  return hotkey === null ? <Miners snapshot={snapshot} /> : <Miner snapshot={snapshot} hotkey={hotkey} />;
}

function Miners({ snapshot }: { snapshot: Snapshot }) {
  const { status } = snapshot;
  const { leaderboard, leftOut, contest } = status;
  const rows: { uid: number; hotkey: string; model: string | null; state: string }[] = [
    ...leaderboard.map(({ uid, hotkey, model, champion }) => ({
      uid,
      hotkey,
      model,
      state: champion ? "champion" : stateIn(contest, hotkey),
    })),
    ...leftOut.map(({ uid, hotkey, reason }) => ({
      ...{ uid, hotkey, model: null },
      state: isValidator(status, hotkey)
        ? "validator: asks, and does not compete"
        : reason === "no_commitment"
          ? "committed no model"
          : `left out: ${words(reason)}`,
    })),
  ];
  // Of a copy only the contest says who waits or was refused.
  const known = new Set(rows.map(({ hotkey }) => hotkey));
  for (const { uid, hotkey, model, state, reason } of contest?.outside ?? []) {
    if (!known.has(hotkey))
      rows.push({ uid, hotkey, model, state: `${state === "waits" ? "waits" : "left out"}: ${words(reason)}` });
  }
  return (
    <section>
      <h1>Miners</h1>
      {rows.length === 0 ? (
        <p class="note empty">No key is registered.</p>
      ) : (
        <Table
          label="Miners"
          columns={[
            { title: "uid", isNumber: true },
            { title: "key" },
            { title: "model" },
            { title: "state", class: "long" },
          ]}
          rows={rows.map(({ uid, hotkey, model, state }) => ({
            key: String(uid),
            cells: [
              uid,
              <a href={`#/miner/${hotkey}`}>{shortAddress(hotkey)}</a>,
              model === null ? "–" : nameOf(model),
              state,
            ],
          }))}
        />
      )}
    </section>
  );
}

function isValidator({ validator, contest }: Snapshot["status"], hotkey: string): boolean {
  return hotkey === validator.hotkey || (contest?.validators.some((one) => one.hotkey === hotkey) ?? false);
}

/** How somebody with scores stands in the contest. */
function stateIn(contest: Snapshot["status"]["contest"], hotkey: string): string {
  const outside = contest?.outside.find((one) => one.hotkey === hotkey);
  if (outside !== undefined) return `${outside.state === "waits" ? "waits" : "left out"}: ${words(outside.reason)}`;
  const challenger = contest?.challengers.find((one) => one.hotkey === hotkey);
  if (challenger === undefined) return "competes";
  if (challenger.reason !== null) return `its test is over: ${whyOver(challenger.reason)}`;
  return challenger.state === "queued" ? "waits for its test" : "is being tested";
}

function Miner({ snapshot, hotkey }: { snapshot: Snapshot; hotkey: string }) {
  const { status, tests } = snapshot;
  const row = status.leaderboard.find((one) => one.hotkey === hotkey);
  const out = status.leftOut.find((one) => one.hotkey === hotkey);
  const outside = status.contest?.outside.find((one) => one.hotkey === hotkey);
  const crowns = status.contest?.crowns.filter((one) => one.hotkey === hotkey) ?? [];
  const own = tests.filter((test) => test.hotkey === hotkey);
  const uid = row?.uid ?? out?.uid ?? outside?.uid ?? own[0]?.uid;
  if (uid === undefined) {
    return (
      <section>
        <h1>Unknown key</h1>
        <p class="note empty">Nothing of {nameOf(hotkey, 60)} is registered here or has been tested.</p>
      </section>
    );
  }
  const model = row?.model ?? outside?.model ?? own[0]?.model ?? null;
  return (
    <section>
      <p class="trail">
        <a href="#/miner">All miners</a>
      </p>
      <h1>
        uid {uid} {model !== null && nameOf(model)}
      </h1>
      <p>
        Key <code>{hotkey}</code>
      </p>
      <h2>Where it stands</h2>
      <p>
        {row?.champion === true && "It reigns. "}
        {out !== undefined &&
          !isValidator(status, hotkey) &&
          `It does not compete: ${words(out.reason)}, ${nameOf(out.detail, 300)}. `}
        {outside !== undefined &&
          `${outside.state === "waits" ? "It waits" : "It is left out"}: ${words(outside.reason)}, ${nameOf(outside.detail, 300)}. `}
        {nextStep(snapshot, hotkey)}
      </p>
      {row !== undefined && (
        <>
          <h2>What it committed</h2>
          <p>
            {nameOf(row.model)} at revision <code>{nameOf(row.revision, 64)}</code>, since block {count(row.block)}.
          </p>
          <h2>Rates of the last blocks</h2>
          <dl class="strips">
            {status.environments.map(({ name }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <ScoreBar score={row.environments[name]} isReading={status.readingScores} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {own.length > 0 && (
        <>
          <h2>Its duels</h2>
          <TestList tests={own} label="Its duels" />
        </>
      )}
      {crowns.length > 0 && (
        <>
          <h2>Its crowns</h2>
          <ul>
            {crowns.map(({ block, rounds, byTest, gainBp }) => (
              <li key={block}>
                block {count(block)}, after {plural(rounds, "round")}
                {byTest ? `, better by at least ${(gainBp / 100).toFixed(1)} points` : ", while nobody reigned"}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What its owner should do or wait for. */
function nextStep({ status, tests }: Snapshot, hotkey: string): string {
  const { contest } = status;
  if (contest?.champion?.hotkey === hotkey)
    return "Next: it keeps answering; who leaves too much unanswered is not paid.";
  if (contest?.pendingCrown?.hotkey === hotkey)
    return `Next: it is crowned at block ${count(contest.pendingCrown.effectiveBlock)}.`;
  const open = tests.find((test) => test.hotkey === hotkey && test.live && test.reason === null);
  if (open?.kind === "qualification")
    return "It is tried for itself, since nobody reigns. Next: to be surely better than a blind guess everywhere.";
  if (open !== undefined) {
    const place = tests.filter((test) => test.live && test.reason === null).indexOf(open) + 1;
    const missing = open.missing[0];
    return `It is number ${place} of the duels that go on. Next: ${missing ?? open.whyNoEta ?? "the crown"}.`;
  }
  const waiting = contest?.outside.find((one) => one.hotkey === hotkey);
  const out = status.leftOut.find((one) => one.hotkey === hotkey);
  if (out !== undefined && isValidator(status, hotkey)) return "It is a validator: it asks, and does not compete.";
  if (out?.reason === "no_commitment") return "Next: commit a model; af preflight says beforehand what would be found.";
  if (waiting?.state === "waits") return "Next: nothing to do, its turn comes.";
  if (waiting !== undefined || out !== undefined) {
    return "Next: mend that and commit anew; af preflight says beforehand what would be found.";
  }
  return "Next: a better model, committed anew.";
}
