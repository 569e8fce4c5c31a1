import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArenaBook, type Contest, type RoundView } from "../../src/arena/index.ts";
import { RoundCollector } from "../../src/arena/round-collector.ts";
import { sha256Hex } from "../../src/core/index.ts";
import { challengeFromId, environment, environments } from "../../src/envs/index.ts";
import { decodeShard, draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { contestRules, roundChallenges, rulesHash } from "../../src/replay/index.ts";
import { samplingSeed } from "../../src/rounds/index.ts";
import type { ArenaSource } from "../../src/serve/index.ts";
import { FsStore, putTranscript, shardKey } from "../../src/store/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { smallArena } from "./small-arena.ts";
import { wrongAnswer } from "./wrong-answer.ts";

const NETUID = 120;
const ROUND = 7;
const validator = keyFromUri("//Alice");
const [champion, challenger] = ["//Dave", "//Eve"].map((uri) => keyFromUri(uri).address) as [string, string];

/** Environments whose answers are programs: no browser can judge them. */
export const PROGRAMS: readonly string[] = ["DED", "INDUCE", "REPAIR"];
export const FAMILIES = environments().map(({ info }) => info.name);

export const familyRules = contestRules({
  netuid: NETUID,
  roundBlocks: 1,
  questionsPerRound: 1,
  environments: FAMILIES.map((name) => ({ name })),
  champion: { announcedOnly: false, gridBlocks: 5, deadlineBlocks: 4, loneValidatorBlocks: 5, allowEndpoints: true },
});

export interface FamilyArena {
  readonly source: ArenaSource;
  readonly contest: Contest;
  readonly store: FsStore;
  readonly round: RoundView;
  readonly validator: string;
  readonly champion: string;
  readonly challenger: string;
  /** What the champion said of an environment's question, turn by turn. */
  readonly said: ReadonlyMap<string, readonly string[]>;
}

/** A round with a question of every environment there is, in signed records: the champion is right, the challenger wrong. */
export async function familyArena(): Promise<FamilyArena> {
  const store = await FsStore.open(await mkdtemp(join(tmpdir(), "affine-families-")));
  const beacon = `0x${sha256Hex("the hash of another block")}`;
  const records: RolloutRecord[] = [];
  const said = new Map<string, readonly string[]>();
  for (const [challenge] of roundChallenges(familyRules, beacon, ROUND) as [string][]) {
    const { env, params, seed } = challengeFromId(challenge);
    const asked = environment(env);
    const oracle = asked.study?.oracle(asked.generate(params, seed)) ?? "";
    const right = typeof oracle === "string" ? [oracle] : oracle;
    said.set(env, right);
    records.push(await recordOf(store, challenge, { uid: 1, hotkey: champion, turns: right, isRight: true }));
    const turns = await wrongAnswer(challenge);
    records.push(await recordOf(store, challenge, { uid: 2, hotkey: challenger, turns, isRight: false }));
  }
  const draft = draftShard({
    ...{ netuid: NETUID, hotkey: validator.address, seq: 0, previous: null, records, heads: [] },
    ...{ sealedBlock: 9, rules: rulesHash(familyRules), atMs: 9 },
  });
  const { bytes, hash } = encodeShard(draft, validator.sign(shardMessage(draft.header)));
  await store.putOnce(shardKey(draft.header), bytes);
  const { header, records: sealed } = decodeShard(bytes);
  const collector = new RoundCollector();
  collector.add({ header, hash, records: sealed });
  const shape = { round: ROUND, block: ROUND, reign: 1, served: [], validator: validator.address, validators: [] };
  const answered = {
    kind: "answered" as const,
    champion: FAMILIES.map(() => 1000),
    challenger: FAMILIES.map(() => 0),
  };
  const played = { ...shape, records: new Map([[`${challenger}/x`, answered]]) };
  const round = collector.take(played, { beacon, champion });
  const { contest } = smallArena(120);
  const book = new ArenaBook();
  book.take(contest);
  book.addRound(round);
  const replay = () => ({ state: "ready" as const, block: contest.block, headBlock: contest.block, detail: null });
  const source = { book, rules: familyRules, replay };
  return { source, contest, store, round, validator: validator.address, champion, challenger, said };
}

async function recordOf(
  store: FsStore,
  id: string,
  who: { readonly uid: number; readonly hotkey: string; readonly turns: readonly string[]; readonly isRight: boolean },
): Promise<RolloutRecord> {
  const { uid, hotkey, turns, isRight } = who;
  const { temperatureThousandths, maxTokens } = familyRules.request;
  const challenge = challengeFromId(id);
  const { episode, env } = challenge;
  const earlier = turns.slice(0, -1);
  const blank = { reasoning: "", finishReason: "stop", responseId: null, servedModel: null };
  const transcript = await putTranscript(store, NETUID, {
    ...{ v: 1, kind: "transcript", challenge: id, text: turns.at(-1) ?? "", ...blank },
    messages: [...((await episode?.play(earlier))?.messages ?? challenge.messages)],
    sampling: {
      seed: samplingSeed(id, ...(episode === null ? [] : [turns.length])),
      temperatureThousandths,
      maxTokens: episode === null ? maxTokens : Math.min(maxTokens, episode.turnTokens),
    },
    ...(earlier.length === 0
      ? {}
      : { earlier: earlier.map((text, at) => ({ text, ...blank, seed: samplingSeed(id, at + 1) })) }),
  });
  const isToldOnly = PROGRAMS.includes(env) && !(env === "REPAIR" && !isRight);
  const { thousandths, reason } = isToldOnly
    ? { thousandths: isRight ? 1000 : 0, reason: isRight ? "correct" : "wrong_output" }
    : await challenge.evaluate(episode === null ? (turns[0] ?? "") : turns);
  return {
    ...{ v: 1, kind: "rollout", netuid: NETUID, round: ROUND, block: ROUND, index: 0, env, challenge: id },
    ...{ uid, hotkey, model: `lab/affine-${uid}`, revision: "r", commitBlock: 1 },
    ...{ outcome: "scored", score: thousandths, reason, transcript },
    ...{ promptTokens: 1, completionTokens: 2, latencyMs: 3, atMs: 4, rules: rulesHash(familyRules) },
  };
}
