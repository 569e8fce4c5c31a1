import { afterEach, expect, test } from "vitest";
import { InferenceClient } from "../../src/inference/index.ts";
import { evaluateAgain, runJob, type Job, type KeptTurn, type TurnJournal } from "../../src/rounds/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { begin, delta, scriptedHost, streamed } from "../inference/scripted-host.ts";
import { askedTurn, faultsOf, huntJob, playedTurns, REQUEST, TURNS } from "./hunt-model.ts";

const clients: InferenceClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

function run(job: Job, journal?: TurnJournal) {
  const inference = new InferenceClient();
  clients.push(inference);
  const context = { inference, nowMs: Date.now, log: silentLogger };
  return runJob(job, context, undefined, { waitedForModel: false, ...(journal === undefined ? {} : { journal }) });
}

function journalOf(turns: readonly KeptTurn[]): TurnJournal & { kept: readonly KeptTurn[] } {
  return {
    turns,
    kept: turns,
    keep(all) {
      this.kept = all;
      return Promise.resolve(true);
    },
  };
}

test("behavior: a host that dies within an answer is asked the same turn again; what it had begun to say is forgotten", async () => {
  await using host = await scriptedHost((response, _n, request) => {
    const { turn } = askedTurn(request);
    const before = host.seen.filter((seen) => askedTurn(seen).turn === turn).length;
    if (before > 1) begin(response).end(streamed(TURNS[turn - 1]!));
    else {
      begin(response).write(delta({ content: "<action>claim 00 00 00</action>" }));
      setImmediate(() => response.destroy());
    }
  });
  const { record, transcript } = await run(huntJob(host.baseUrl, { answerMs: 3_600_000 }));
  const asked = host.seen.map(askedTurn);
  expect(faultsOf(asked, TURNS)).toEqual([]);
  expect(asked.map(({ turn }) => turn)).toEqual(TURNS.flatMap((_, at) => [at + 1, at + 1]));
  expect(record).toMatchObject({ outcome: "scored", score: 1000, reason: "correct" });
  expect(JSON.stringify(transcript)).not.toContain("claim 00 00 00");
  expect(await evaluateAgain(record, transcript ?? undefined, REQUEST)).toBeNull();
});

test("behavior: one that stays dead ends in a failure of the host; taken up again, it is asked the turn that was left", async () => {
  const dies = 3;
  await using host = await scriptedHost((response, _n, request) => {
    const { turn } = askedTurn(request);
    if (turn >= dies) response.destroy();
    else begin(response).end(streamed(TURNS[turn - 1]!));
  });
  const journal = journalOf([]);
  const { record, transcript } = await run(huntJob(host.baseUrl, { expiresAtMs: Date.now() + 3_000 }), journal);
  expect(record).toMatchObject({ outcome: "infra_failure", score: 0, transcript: null });
  expect(transcript).toBeNull();
  expect(journal.kept.map(({ text }) => text)).toEqual(TURNS.slice(0, dies - 1));
  expect(faultsOf(host.seen.map(askedTurn), TURNS)).toEqual([]);

  await using back = await scriptedHost((response, _n, request) =>
    begin(response).end(streamed(TURNS[askedTurn(request).turn - 1]!)),
  );
  const again = await run(huntJob(back.baseUrl), journalOf(journal.kept));
  expect(back.seen.map((seen) => askedTurn(seen).turn)).toEqual(TURNS.slice(dies - 1).map((_, at) => dies + at));
  expect(faultsOf(back.seen.map(askedTurn), TURNS)).toEqual([]);
  expect(again.record).toMatchObject({ outcome: "scored", score: 1000 });
  expect(await evaluateAgain(again.record, again.transcript ?? undefined, REQUEST)).toBeNull();
});

test("behavior: an action of 10 MB costs its turn and no more; the record stays small and verifies", async () => {
  const long = 2;
  const ask = "<action>ask 00 00 00</action>";
  await using host = await scriptedHost((response, _n, request) => {
    const { turn } = askedTurn(request);
    response.on("error", () => undefined);
    begin(response).end(streamed(turn === long ? `<action>claim ${"0".repeat(10 << 20)}` : ask));
  });
  const { record, transcript } = await run(huntJob(host.baseUrl));
  expect(record).toMatchObject({ outcome: "scored", score: 0, reason: "turn_limit" });
  const turns = Array.from({ length: 11 }, (_, at) => (at + 1 === long ? "" : ask));
  expect(transcript?.messages).toEqual(playedTurns(turns).messages);
  expect(transcript?.messages.some(({ content }) => content.startsWith("Turn 2 is lost: no_answer."))).toBe(true);
  expect(JSON.stringify(transcript).length).toBeLessThan(1 << 20);
  expect(await evaluateAgain(record, transcript ?? undefined, REQUEST)).toBeNull();
});
