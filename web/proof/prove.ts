import { challengeId, parseChallengeId } from "../../src/core/challenge.ts";
import { sha256Hex } from "../../src/core/hash.ts";
import { questionSeed } from "../../src/core/seed.ts";
import { rolloutRecordSchema, type RolloutRecord } from "../../src/record/rollout-record.ts";
import { isSignedByHotkey, signedShardHeaderSchema, splitSignature } from "../../src/record/shard-header.ts";
import { transcriptSchema, type Transcript } from "../../src/record/transcript.ts";
import { readObject } from "./read-object.ts";
import type { Proof, Step } from "./steps.ts";

/** As in `src/record`: what a shard and a transcript may have. */
const SHARD_LIMITS = { compressedBytes: 32 << 20, bytes: 128 << 20 };
const TRANSCRIPT_LIMITS = { compressedBytes: 16 << 20, bytes: 64 << 20 };

/** Where an answer stands, and what it must be. */
export interface PlaceToProve {
  /** Address of the page, with a slash at its end. */
  readonly base: string;
  readonly netuid: number;
  readonly validator: string;
  readonly seq: number;
  readonly line: number;
  readonly round: number;
  readonly block: number;
  readonly beacon: string | null;
  readonly hotkey: string;
  readonly challenge: string;
}

/** Checks an answer's record from the bytes that its validator published: signature, place, question, text. */
export async function prove(place: PlaceToProve): Promise<Proof> {
  const steps: Step[] = [];
  const record = await recordOf(place, steps);
  if (record === null) return { steps, record, transcript: null };
  steps.push(questionStep(place, record));
  return { steps, record, transcript: await transcriptOf(place, record, steps) };
}

async function recordOf(place: PlaceToProve, steps: Step[]): Promise<RolloutRecord | null> {
  const { base, netuid, validator, seq, line } = place;
  const key = `records/${netuid}/${validator}/${String(seq).padStart(10, "0")}.ndjson.gz`;
  const what = "The shard is signed by the validator";
  const bytes = await found(`${base}${key}`, SHARD_LIMITS);
  if (!(bytes instanceof Uint8Array)) {
    steps.push({ what, result: "unknown", detail: bytes });
    return null;
  }
  const end = bytes.indexOf(0x0a);
  const body = bytes.subarray(end + 1);
  const header = signedShardHeaderSchema.safeParse(jsonOf(bytes.subarray(0, Math.max(0, end))));
  if (!header.success) {
    steps.push({ what, result: "wrong", detail: `${key} has no header of a shard` });
    return null;
  }
  const { header: signed, signature } = splitSignature(header.data);
  const isPlace = signed.netuid === netuid && signed.hotkey === validator && signed.seq === seq;
  const isSigned = isPlace && isSignedByHotkey(signed, signature);
  steps.push({
    what,
    result: isSigned ? "right" : "wrong",
    detail: isSigned ? `sr25519, ${key}` : isPlace ? "the signature is not its hotkey's" : "it is another shard",
  });
  const isWhole = sha256Hex(body) === signed.body;
  steps.push({
    what: "The shard's records are those that were signed",
    result: isWhole ? "right" : "wrong",
    detail: isWhole ? `SHA-256 ${signed.body.slice(0, 16)}…` : "their hash is not the one in the header",
  });
  if (!isSigned || !isWhole) return null;
  const record = rolloutRecordSchema.safeParse(jsonOf(lineOf(body, line - 2)));
  const isIt = record.success && record.data.hotkey === place.hotkey && record.data.challenge === place.challenge;
  steps.push({
    what: "The answer stands where this page says",
    result: isIt ? "right" : "wrong",
    detail: isIt ? `line ${line}` : `line ${line} is another record`,
  });
  return isIt ? record.data : null;
}

/** The question follows from the hash of the round's block, and nobody could choose it. */
function questionStep(place: PlaceToProve, record: RolloutRecord): Step {
  const { netuid, round, block, beacon } = place;
  const what = `The question is drawn by block ${block}`;
  if (record.round !== round || record.block !== block) {
    return { what, result: "wrong", detail: `the record is of round ${record.round}, block ${record.block}` };
  }
  if (beacon === null) return { what, result: "unknown", detail: "this page does not know the hash of that block" };
  const { env, version, params } = parseChallengeId(record.challenge);
  const seed = questionSeed({ netuid, env, version, beacon, round, index: record.index });
  const isDrawn = challengeId({ env, version, params, seed }) === record.challenge;
  return {
    what,
    result: isDrawn ? "right" : "wrong",
    detail: isDrawn ? `hash ${beacon}` : `the hash ${beacon.slice(0, 18)}… draws another question`,
  };
}

async function transcriptOf(
  { base, netuid }: PlaceToProve,
  record: RolloutRecord,
  steps: Step[],
): Promise<Transcript | null> {
  const what = "The text is the one that the record names";
  const hash = record.transcript;
  if (hash === null) {
    steps.push({ what, result: "unknown", detail: "nothing was said" });
    return null;
  }
  const bytes = await found(`${base}transcripts/${netuid}/${hash.slice(0, 2)}/${hash}.json.gz`, TRANSCRIPT_LIMITS);
  if (!(bytes instanceof Uint8Array)) {
    steps.push({ what, result: "unknown", detail: bytes });
    return null;
  }
  const isIt = sha256Hex(bytes) === hash;
  const transcript = transcriptSchema.safeParse(jsonOf(bytes));
  const isRight = isIt && transcript.success;
  steps.push({
    what,
    result: isRight ? "right" : "wrong",
    detail: isRight ? `SHA-256 ${hash}` : isIt ? "it is no transcript" : `its hash is not ${hash.slice(0, 16)}…`,
  });
  return isRight ? transcript.data : null;
}

/** The bytes, or why there are none. */
async function found(url: string, limits: { compressedBytes: number; bytes: number }): Promise<Uint8Array | string> {
  try {
    return (await readObject(url, limits)) ?? "this server does not have it (any more)";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lineOf(body: Uint8Array, number: number): Uint8Array {
  let start = 0;
  for (let at = 0; at < number; at += 1) {
    const end = body.indexOf(0x0a, start);
    if (end === -1) return new Uint8Array();
    start = end + 1;
  }
  const end = body.indexOf(0x0a, start);
  return body.subarray(start, end === -1 ? body.length : end);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
