import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArenaBook, type Contest, type RoundView } from "../../src/arena/index.ts";
import { RoundCollector } from "../../src/arena/round-collector.ts";
import { sha256Hex } from "../../src/core/index.ts";
import { challengeFromId } from "../../src/envs/index.ts";
import { decodeShard, draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { contestRules, roundChallenges, rulesHash } from "../../src/replay/index.ts";
import { samplingSeed } from "../../src/rounds/index.ts";
import type { ArenaSource } from "../../src/serve/index.ts";
import { FsStore, putTranscript, shardKey } from "../../src/store/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { rightAnswer } from "../doors/right-answer.ts";
import { smallArena } from "./small-arena.ts";

const NETUID = 120;
const ROUND = 7;
export const HOSTILE_NAME = `lab/affine-<img src=x onerror=alert(1)>\u202egnp.exe\u0007`;
export const HOSTILE_TEXT = `<script>window.hacked = true</script>\u202ereversed\u0000\u001b[31mred <answer>1</answer>`;

export const validator = keyFromUri("//Alice");
const miners = ["//Dave", "//Eve", "//Ferdie", "//Charlie"].map((uri) => keyFromUri(uri).address);
export const [rightMiner, , hostileMiner, giantMiner] = miners as [string, string, string, string];

/** Rules under which the environments that a browser can judge are asked, and one that needs Python. */
export const rules = contestRules({
  netuid: NETUID,
  roundBlocks: 1,
  questionsPerRound: 1,
  environments: [
    { name: "SAT", params: { level: 1 } },
    { name: "INDUCE", params: { level: 1 } },
  ],
  champion: { announcedOnly: false, gridBlocks: 5, deadlineBlocks: 4, loneValidatorBlocks: 5 },
});

/**
 * A round with real records in a real store, signed by the validator: one answer is right, one is wrong and recorded as
 * right, one is meant to harm whoever looks at it, one has ten million characters.
 */
export async function hostileArena(): Promise<{
  source: ArenaSource;
  contest: Contest;
  store: FsStore;
  round: RoundView;
}> {
  const store = await FsStore.open(await mkdtemp(join(tmpdir(), "affine-hostile-")));
  const beacon = `0x${sha256Hex("the hash of the block")}`;
  const [[sat], [induce]] = roundChallenges(rules, beacon, ROUND) as [[string], [string]];
  const record = async (challenge: string, uid: number, text: string, score: number): Promise<RolloutRecord> => {
    const { temperatureThousandths, maxTokens } = rules.request;
    const transcript = await putTranscript(store, NETUID, {
      ...{ v: 1, kind: "transcript", challenge, messages: challengeFromId(challenge).messages, text },
      ...{ reasoning: uid === 3 ? HOSTILE_TEXT : "", finishReason: "stop", responseId: null, servedModel: null },
      sampling: { seed: samplingSeed(challenge), temperatureThousandths, maxTokens },
    });
    return {
      ...{ v: 1, kind: "rollout", netuid: NETUID, round: ROUND, block: ROUND, index: 0 },
      ...{ env: challenge.split("/")[0]!, challenge, uid, hotkey: miners[uid - 1]! },
      ...{ model: uid === 3 ? HOSTILE_NAME : `lab/affine-${uid}`, revision: "r", commitBlock: 1 },
      ...{ outcome: "scored", score, reason: score === 1000 ? "correct" : "unsatisfied_clauses", transcript },
      ...{ promptTokens: 1, completionTokens: 2, latencyMs: 3, atMs: 4, rules: rulesHash(rules) },
    };
  };
  const right = rightAnswer(challengeFromId(sat));
  const records = [
    await record(sat, 1, right, 1000),
    await record(sat, 2, "<answer>1 2 3</answer>", 1000),
    { ...(await record(sat, 3, HOSTILE_TEXT, 0)), reason: "wrong_count" },
    await record(sat, 4, `${"a 10 MB completion ".repeat(550_000)}${right}`, 1000),
    await record(induce, 1, "```python\nx\n```", 0),
  ];
  const draft = draftShard({
    ...{ netuid: NETUID, hotkey: validator.address, seq: 0, previous: null, records, heads: [] },
    ...{ sealedBlock: 9, rules: rulesHash(rules), atMs: 9 },
  });
  const { bytes, hash } = encodeShard(draft, validator.sign(shardMessage(draft.header)));
  await store.putOnce(shardKey(draft.header), bytes);
  const { header, records: sealed } = decodeShard(bytes);
  const collector = new RoundCollector();
  collector.add({ header, hash, records: sealed });
  const shape = { round: ROUND, block: ROUND, reign: 1, served: [], validator: validator.address, validators: [] };
  const answered = { kind: "answered" as const, champion: [1000, 0], challenger: [0, 0] };
  const played = { ...shape, records: new Map(miners.slice(1).map((hotkey) => [`${hotkey}/x`, answered])) };
  const round = collector.take(played, { beacon, champion: rightMiner });
  const small = smallArena(120);
  const book = new ArenaBook();
  const contest = hostile(small.contest);
  book.take(contest);
  book.addRound(round);
  const replay = () => ({ state: "ready" as const, block: contest.block, headBlock: contest.block, detail: null });
  return { source: { book, rules, replay }, contest, store, round };
}

/** Names and texts of strangers, as bad as they can be. */
function hostile(contest: Contest): Contest {
  const challengers = contest.challengers.map((challenger, place) =>
    place === 0 ? { ...challenger, model: HOSTILE_NAME } : challenger,
  );
  const detail = `${HOSTILE_TEXT} ${"word".repeat(200)}`;
  const outside = [
    { uid: 9, hotkey: giantMiner, model: HOSTILE_NAME, state: "refused" as const, reason: "duplicate", detail },
  ];
  return { ...contest, challengers, outside };
}
