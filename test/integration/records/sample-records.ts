import type { RolloutRecord, Transcript } from "../../../src/record/index.ts";
import { encodeTranscript } from "../../../src/record/index.ts";
import { keyFromSeed } from "../../../src/wallet/sr25519-key.ts";

export const NETUID = 120;
export const RULES = "0123456789abcdef";
export const validatorKey = keyFromSeed(new Uint8Array(32).fill(1));
export const otherKey = keyFromSeed(new Uint8Array(32).fill(2));
export const minerKey = keyFromSeed(new Uint8Array(32).fill(3));

/** A record about question `number`; the same number always gives the same record. */
export function sampleRecord(number: number, changes: Partial<RolloutRecord> = {}): RolloutRecord {
  return {
    v: 1,
    kind: "rollout",
    netuid: NETUID,
    round: Math.floor(number / 10),
    block: 1_000 + Math.floor(number / 10),
    index: number % 10,
    env: "SAT",
    challenge: `SAT/1/eyJ2YXJpYWJsZXMiOjUwfQ/${number.toString(16).padStart(64, "0")}`,
    uid: 7,
    hotkey: minerKey.address,
    model: "somebody/some-model",
    revision: "0123456789abcdef0123456789abcdef01234567",
    commitBlock: 900,
    outcome: "scored",
    score: (number * 37) % 1_001,
    reason: "correct",
    transcript: null,
    promptTokens: 800,
    completionTokens: 1_200,
    latencyMs: 4_321,
    atMs: 1_760_000_000_000 + number,
    rules: RULES,
    ...changes,
  };
}

/** A transcript about question `number`. */
export function sampleTranscript(number: number, text = `The answer is ${number}.`): Transcript {
  return {
    v: 1,
    kind: "transcript",
    challenge: sampleRecord(number).challenge,
    messages: [{ role: "user", content: `Question ${number}?` }],
    text,
    reasoning: "",
    finishReason: "stop",
    responseId: `response-${number}`,
    servedModel: "somebody/some-model",
    sampling: { seed: number, temperatureThousandths: 0, maxTokens: 1024 },
  };
}

/** A record with the transcript that it names. */
export function sampleWithTranscript(number: number): { record: RolloutRecord; transcript: Transcript } {
  const transcript = sampleTranscript(number);
  return { record: sampleRecord(number, { transcript: encodeTranscript(transcript).hash }), transcript };
}
