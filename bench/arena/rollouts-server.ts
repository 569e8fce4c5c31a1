import { ArenaBook, type RoundView } from "../../src/arena/index.ts";
import { decodeShard, type RolloutRecord } from "../../src/record/index.ts";
import { FsStore, shardPrefix } from "../../src/store/index.ts";
import { NETUID } from "../../test/dataset/signed-rollouts.ts";
import { smallArena } from "../../test/arena/small-arena.ts";
import { serveArena } from "./serve-arena.ts";

/** A process that serves the page over a folder of signed rollouts: `rollouts-server FOLDER VALIDATOR`. */
const [folder = "", validator = ""] = process.argv.slice(2);
const store = await FsStore.open(folder, { readOnly: true });
const rounds = new Map<number, RoundView>();
for await (const key of store.list(shardPrefix({ netuid: NETUID, hotkey: validator }))) {
  const bytes = await store.get(key);
  if (bytes === undefined) continue;
  const { header, records } = decodeShard(bytes);
  for (const [at, record] of records.entries()) if (record.kind === "rollout") take(record, header.seq, at + 2);
}
const book = new ArenaBook({ mostRounds: rounds.size });
for (const round of rounds.values()) book.addRound(round);
const { source, contest } = smallArena(120);
const served = await serveArena({ source: { ...source, book }, contest, store });
process.send?.(served.url);

function take(record: RolloutRecord, seq: number, line: number): void {
  const { round, block, env, index, challenge, uid, hotkey, model, outcome, score, reason, transcript } = record;
  const { completionTokens, latencyMs } = record;
  const view = rounds.get(round) ?? {
    ...{ round, block, beacon: null, validator, champion: hotkey, counts: {}, questions: [] },
  };
  const answer = {
    ...{ uid, hotkey, model, outcome, score, reason, transcript, seq, line, completionTokens, latencyMs },
  };
  view.questions.push({ env, index, challenge, answers: [answer] });
  rounds.set(round, view);
}
