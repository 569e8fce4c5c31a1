import { jobId, runJob, type Job, type JobContext, type Turn } from "../../src/rounds/index.ts";
import { challengeId, Random, type Answer, type Message } from "../../src/core/index.ts";
import { defineEpisode, registerEnvironment } from "../../src/envs/index.ts";
import type { QueryOptions } from "../../src/inference/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";

/**
 * Guess a number below 1,000 in at most six turns; the observation tells which side it is on, and a die of the turn.
 * The die must not depend on what was said.
 */
export const guessEnvironment = defineEpisode<{ readonly hidden: number }>({
  name: "GUESS",
  aliases: [],
  version: "1",
  title: "guess",
  description: "guess a number",
  answerFormat: "a number",
  levels: [1],
  scoredLevels: [1],
  defaultLevel: 1,
  maxTurns: 6,
  turnTokens: 40,
  reset: (_params, random) => ({
    messages: [
      { role: "system", content: "A game." },
      { role: "user", content: "Guess a number below 1000." },
    ],
    state: { hidden: random.below(1000) },
  }),
  step(state, action, random) {
    const die = random.below(1_000_000);
    if (action === "break") throw new TypeError("cannot step");
    const guess = /^\d{1,4}$/.test(action) ? Number(action) : null;
    if (guess === state.hidden) {
      return { verdict: { thousandths: 1000, reason: "correct", extracted: action, metrics: {} } };
    }
    const side = guess === null ? "invalid" : guess < state.hidden ? "higher" : "lower";
    return { state, observation: `${side}; the die shows ${die}` };
  },
  onLimit: () => ({ thousandths: 0, reason: "turn_limit", extracted: null, metrics: {} }),
});
registerEnvironment(guessEnvironment);

const params = { level: 1 };
const seed = "episode-1";
export const GUESS_ID = challengeId({ env: "GUESS", version: "1", params, seed });
export const hidden = guessEnvironment.generate(params, seed).secret.state.hidden;

export function guessJob(change: Partial<Job> = {}): Job {
  const hotkey = `5${"F".repeat(47)}`;
  return {
    v: 1,
    id: jobId({ round: 4, index: 0, uid: 3, challenge: GUESS_ID, hotkey }),
    netuid: 120,
    round: 4,
    block: 12,
    index: 0,
    env: "GUESS",
    challenge: GUESS_ID,
    miner: {
      uid: 3,
      hotkey,
      coldkey: hotkey,
      model: "a/b",
      revision: "c",
      block: 5,
      baseUrl: "http://h/v1",
      chuteId: null,
    },
    request: { temperatureThousandths: 700, maxTokens: 50, firstTokenTimeoutMs: 100, totalTimeoutMs: 200 },
    rules: "0123456789abcdef",
    expiresAtMs: 10_000,
    ...change,
  };
}

export function answerOf(text: string, more: Partial<Answer> = {}): Answer {
  return {
    text,
    reasoning: "",
    finishReason: "stop",
    usage: { promptTokens: 3, completionTokens: 5 },
    responseId: null,
    servedModel: null,
    latencyMs: 12.7,
    firstTokenMs: 1,
    attempts: 1,
    ...more,
  };
}

/** What was sent with one request. */
export interface Sent {
  readonly messages: readonly Message[];
  readonly options: QueryOptions;
}

/** Answers turn by turn; an error is a host that fails. */
export type Say = (turn: number, sent: Sent) => Answer | Error;

/** Runs a job against a model, and tells what was sent. */
export async function play(say: Say, job = guessJob(), turn?: Turn, nowMs: () => number = () => 0) {
  const sent: Sent[] = [];
  const context: JobContext = {
    inference: {
      query(messages, options) {
        sent.push({ messages, options });
        const said = say(messages.filter(({ role }) => role === "assistant").length + 1, { messages, options });
        return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
      },
    },
    nowMs,
    log: silentLogger,
  };
  const result = await runJob(job, context, undefined, turn);
  return { result, sent };
}

/** Guesses that miss, the same every time. */
export function miss(turn: number): string {
  return String((hidden + Random.from("miss", turn).between(1, 900)) % 1000);
}
