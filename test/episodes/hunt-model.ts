import { challengeId } from "../../src/core/index.ts";
import { challengeFromId, huntEnvironment, type Replay } from "../../src/envs/index.ts";
import type { RequestRules } from "../../src/replay/index.ts";
import { jobId, samplingSeed, type Job } from "../../src/rounds/index.ts";
import type { SeenRequest } from "../inference/scripted-host.ts";

/** An episode of HUNT whose reference player needs several turns. */
const seed = "episodes-1";
export const HUNT_ID = challengeId({ env: "HUNT", version: huntEnvironment.info.version, params: { level: 3 }, seed });
/** What a model says that plays well, turn by turn. */
export const TURNS = huntEnvironment.study!.oracle(huntEnvironment.generate({ level: 3 }, seed)) as readonly string[];

export const REQUEST: RequestRules = {
  temperatureThousandths: 700,
  maxTokens: 1_000,
  firstTokenTimeoutMs: 60_000,
  totalTimeoutMs: 60_000,
};

const hotkey = `5${"F".repeat(47)}`;

export function huntJob(baseUrl: string, change: Partial<Job> = {}): Job {
  return {
    v: 1,
    id: jobId({ round: 1, index: 0, uid: 7, challenge: HUNT_ID, hotkey }),
    netuid: 120,
    round: 1,
    block: 3,
    index: 0,
    env: "HUNT",
    challenge: HUNT_ID,
    miner: {
      ...{ uid: 7, hotkey, coldkey: hotkey, model: "me/affine-hunter", revision: "a".repeat(40), block: 0 },
      ...{ baseUrl, chuteId: null },
    },
    request: REQUEST,
    rules: "0".repeat(16),
    expiresAtMs: Date.now() + 3_600_000,
    ...change,
  };
}

/** What one request asked for. */
export interface AskedTurn {
  /** From 1. */
  readonly turn: number;
  readonly seed: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export function askedTurn({ body }: Pick<SeenRequest, "body">): AskedTurn {
  const { messages, seed: sampling } = JSON.parse(body) as { messages: AskedTurn["messages"]; seed: number };
  return { turn: messages.filter(({ role }) => role === "assistant").length + 1, seed: sampling, messages };
}

/** The conversation after so many turns, as an undisturbed runner has it. */
export function playedTurns(turns: readonly string[]): Replay {
  const { episode } = challengeFromId(HUNT_ID);
  if (episode === null) throw new Error("HUNT has many turns.");
  return episode.replay(turns);
}

/** That every request asked for a turn as the first one did, with its own seed, and none went back. */
export function faultsOf(asked: readonly AskedTurn[], turns: readonly string[]): string[] {
  const faults: string[] = [];
  let reached = 0;
  for (const [at, { turn, seed: sampling, messages }] of asked.entries()) {
    if (turn < reached) faults.push(`request ${at} began anew: turn ${turn} after turn ${reached}`);
    reached = Math.max(reached, turn);
    if (sampling !== samplingSeed(HUNT_ID, turn)) faults.push(`request ${at} has another seed`);
    const right = playedTurns(turns.slice(0, turn - 1)).messages;
    if (JSON.stringify(messages) !== JSON.stringify(right)) faults.push(`request ${at} has another history`);
  }
  return faults;
}
