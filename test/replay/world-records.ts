import {
  commitmentSubject,
  evidenceDocument,
  evidenceHash,
  rulesHash,
  type Contestant,
  type ContestRules,
  type ContestState,
  type ReplayShard,
  type RoundPlan,
  type RoundQuestion,
} from "../../src/replay/index.ts";
import { canonicalJson, sha256Hex } from "../../src/core/index.ts";
import {
  comparePlaces,
  recordKey,
  type DecisionRecord,
  type DisputeRecord,
  type FindingRecord,
  type RolloutRecord,
  type ShardHead,
  type ShardRecord,
} from "../../src/record/index.ts";
import { addressOf, commitmentText, modelName, NETUID, REVISION, type WorldModel } from "./world-options.ts";

/** A dispute that gives a rollout another score. */
export function disputeRecord(
  record: RolloutRecord,
  { header, hash }: Pick<ReplayShard, "header" | "hash">,
  scoreFound: number,
): DisputeRecord {
  const { outcome, score, reason, netuid, block, challenge, hotkey, transcript, rules } = record;
  return {
    v: 1,
    kind: "dispute",
    netuid,
    block,
    challenge,
    hotkey,
    transcript,
    said: { outcome, score, reason },
    found: { outcome, score: scoreFound, reason },
    validator: header.hotkey,
    seq: header.seq,
    shard: hash,
    reason: "other_score",
    rules,
  };
}

export function findingRecord(
  rules: ContestRules,
  { model, reason, block }: { model: WorldModel; reason: string; block: number },
): FindingRecord {
  return {
    v: 1,
    kind: "finding",
    netuid: NETUID,
    block,
    hotkey: addressOf(model.hotkey),
    subject: commitmentSubject(addressOf(model.hotkey), commitmentText(model)),
    model: modelName(model),
    revision: REVISION,
    reason,
    detail: "",
    rules: rulesHash(rules),
  };
}

export function decisionRecord(rules: ContestRules, state: ContestState): DecisionRecord {
  return {
    v: 1,
    kind: "decision",
    netuid: NETUID,
    block: state.block,
    round: state.round,
    reign: state.reign,
    champion: state.champion?.hotkey ?? null,
    roots: [...state.roots],
    evidence: evidenceHash(evidenceDocument(NETUID, state)),
    rules: rulesHash(rules),
  };
}

/** What an honest validator records of an answer with a score of 0 or 1000. */
export function rolloutRecord(
  rules: ContestRules,
  about: { contestant: Contestant; plan: RoundPlan; question: RoundQuestion; score: number },
): RolloutRecord {
  const { contestant, plan, question, score } = about;
  return {
    v: 1,
    kind: "rollout",
    netuid: NETUID,
    round: plan.round,
    block: plan.block,
    ...question,
    uid: contestant.uid,
    hotkey: contestant.hotkey,
    model: contestant.model,
    revision: contestant.revision,
    commitBlock: contestant.committed.block,
    outcome: "scored",
    score,
    reason: score === 1000 ? "correct" : "wrong",
    transcript: sha256Hex(`${contestant.hotkey} ${question.challenge}`),
    promptTokens: 0,
    completionTokens: 0,
    latencyMs: 0,
    atMs: 0,
    rules: rulesHash(rules),
  };
}

/** A shard as it would be read; nobody looks at its signature. */
export function sealedShard(
  written: readonly ShardRecord[],
  about: {
    hotkey: string;
    last: { seq: number; hash: string } | undefined;
    block: number;
    sealedBlock: number;
    heads: readonly ShardHead[];
    rules: ContestRules;
  },
): ReplayShard {
  const { hotkey, last, block, sealedBlock, heads, rules } = about;
  const records = written
    .map((record) => ({ record, block: record.block, key: recordKey(record) }))
    .sort(comparePlaces)
    .map(({ record }) => record);
  const header = {
    v: 1 as const,
    kind: "shard" as const,
    netuid: NETUID,
    hotkey,
    seq: last === undefined ? 0 : last.seq + 1,
    previous: last?.hash ?? null,
    firstBlock: records[0]?.block ?? block,
    lastBlock: records.at(-1)?.block ?? block,
    count: records.length,
    body: sha256Hex(canonicalJson(records)),
    sealedBlock,
    heads: [...heads].sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1)),
    rules: rulesHash(rules),
    atMs: 0,
    signature: "0".repeat(128),
  };
  return { header, records, hash: sha256Hex(canonicalJson(header)) };
}
