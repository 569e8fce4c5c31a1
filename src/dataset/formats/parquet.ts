import { meaningOf } from "../../record/index.ts";
import type { DatasetFormat, Row } from "../dataset-format.ts";
import { MESSAGES, type Column } from "../parts/column.ts";
import { rolloutId, type VerifiedRollout } from "../verified-rollout.ts";
import { NO_PROVENANCE, PROVENANCE_COLUMNS, questionOf } from "./provenance.ts";
import { completionOf, rewardOf } from "./reward.ts";

const SCHEMA_VERSION = 1;

const COLUMNS: readonly Column[] = [
  { name: "schema_version", type: "int" },
  ...PROVENANCE_COLUMNS.slice(0, 1),
  { name: "env", type: "string" },
  { name: "env_version", type: "string" },
  { name: "challenge_id", type: "string" },
  { name: "seed", type: "string" },
  { name: "block", type: "int" },
  { name: "created_at", type: "time" },
  ...PROVENANCE_COLUMNS.slice(1, 2),
  { name: "miner_uid", type: "int" },
  { name: "miner_hotkey", type: "string" },
  { name: "model", type: "string" },
  { name: "model_revision", type: "string" },
  { name: "prompt", type: MESSAGES },
  { name: "completion", type: MESSAGES },
  { name: "extracted", type: "string" },
  { name: "finish_reason", type: "string" },
  { name: "is_truncated", type: "bool" },
  { name: "reward", type: "double" },
  { name: "ok", type: "bool" },
  { name: "metrics", type: "string" },
  { name: "error", type: "string" },
  { name: "info", type: "string", unique: true },
  { name: "prompt_tokens", type: "int" },
  { name: "completion_tokens", type: "int" },
  { name: "latency_ms", type: "int" },
  { name: "sampling", type: "string" },
  { name: "data_source", type: "string" },
  { name: "ability", type: "string" },
  ...PROVENANCE_COLUMNS.slice(2),
];

/** Everything that is known, in columns of fixed types; what has no form of its own is JSON in a string. */
export const parquetFormat: DatasetFormat = {
  name: "parquet",
  description: "everything that is known of a rollout, in columns",
  file: { columns: COLUMNS },
  use: 'load_dataset("REPO", "ENV", split="train")',
  ofRollout: rowOf,
  ofQuestion: ({ id, env, version, seed, params, messages }) => ({
    ...nothing(),
    schema_version: SCHEMA_VERSION,
    env,
    env_version: version,
    challenge_id: id,
    seed,
    prompt: messages,
    info: JSON.stringify({ params }),
    data_source: `affine/${env}`,
    ability: env,
  }),
};

function nothing(): Row {
  return { ...Object.fromEntries(COLUMNS.map(({ name }) => [name, null])), ...NO_PROVENANCE };
}

function rowOf(rollout: VerifiedRollout): Row {
  const { record, transcript, judgedAgain } = rollout;
  const { version, seed, params } = questionOf(record.challenge);
  const { kind } = meaningOf(record);
  const reward = rewardOf(rollout);
  const finish = transcript?.finishReason ?? null;
  const isAnswered = record.transcript !== null;
  return {
    // Without spreading: every rollout comes by here.
    rollout_id: rolloutId(rollout),
    validator_hotkey: rollout.header.hotkey,
    shard_key: rollout.shardKey,
    shard_line: rollout.line,
    shard_signature: rollout.header.signature,
    schema_version: SCHEMA_VERSION,
    env: record.env,
    env_version: version,
    challenge_id: record.challenge,
    seed,
    block: record.block,
    created_at: new Date(record.atMs),
    miner_uid: record.uid,
    miner_hotkey: record.hotkey,
    model: record.model,
    model_revision: record.revision,
    prompt: transcript?.messages ?? null,
    completion: completionOf(rollout) ?? null,
    extracted: judgedAgain?.extracted ?? null,
    finish_reason: finish,
    is_truncated: finish === null ? null : finish === "length",
    reward,
    ok: reward === null ? null : reward === 1,
    metrics: judgedAgain === undefined ? null : JSON.stringify(judgedAgain.metrics),
    error: reward === null ? JSON.stringify({ meaning: kind, reason: record.reason }) : null,
    info: JSON.stringify({
      round: record.round,
      index: record.index,
      params,
      outcome: record.outcome,
      reason: record.reason,
      meaning: kind,
      commit_block: record.commitBlock,
      rules: record.rules,
      netuid: record.netuid,
      transcript: record.transcript,
      reasoning: transcript?.reasoning ?? null,
      response_id: transcript?.responseId ?? null,
      served_model: transcript?.servedModel ?? null,
    }),
    prompt_tokens: isAnswered ? record.promptTokens : null,
    completion_tokens: isAnswered ? record.completionTokens : null,
    latency_ms: record.latencyMs,
    sampling: samplingOf(transcript),
    data_source: `affine/${record.env}`,
    ability: record.env,
  };
}

function samplingOf(transcript: VerifiedRollout["transcript"]): string | null {
  if (transcript === undefined) return null;
  const { seed, temperatureThousandths, maxTokens } = transcript.sampling;
  return JSON.stringify({ seed, temperature: temperatureThousandths / 1000, max_tokens: maxTokens });
}
