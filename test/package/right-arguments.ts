import {
  challengeFromId,
  environment,
  makeChallenge,
  SAT,
  type CardSlice,
  type Environment,
} from "../../src/environments.ts";
import { ChallengeTest, testTerms } from "../../src/mechanism.ts";

type Arguments = readonly unknown[];

/** Arguments that functions of the entry points can take, to be spoilt part by part. */
export function rightArguments(): [name: string, args: Arguments][] {
  return [...ofEnvironments(), ...ofRecords(), ...ofMechanism()];
}

const HASH = "0".repeat(64);
const ADDRESS = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

function ofEnvironments(): [string, Arguments][] {
  const sat: Environment = environment("SAT");
  const { id } = makeChallenge(sat, { seed: "1", params: { level: 1 } });
  const key = { name: "A", version: "1", params: { level: 1 }, seed: "1" };
  const slice: CardSlice = { check: "oracle", level: 1, from: 0, below: 1 };
  const ref = { env: "SAT", version: "1", params: { level: 1 }, seed: "1" };
  const generated = { prompt: "?", messages: [{ role: "user", content: "?" }], secret: null };
  const corpus = { sha256: HASH, entries: [{}], invalid: [] };
  return [
    ["drawStream", [key, 1]],
    ["firstAccepted", [key, 2, () => 1, () => null]],
    ["makeChallenge", [sat, { seed: "1", params: { level: 1 } }]],
    ["challengeFromId", [id]],
    ["refuseUnsteadyQuestion", [sat, { level: 1 }, "1"]],
    ["measureCardSlice", [sat, slice]],
    ["cardPasses", [{ facts: { bars: [{ met: true }] }, spot: {}, timings: { bars: [{ met: true }] } }]],
    ["registerProgramCorpus", [corpus]],
    ["registerTaskCorpus", [corpus]],
    ["EnvironmentSampler", [sat, { level: 1 }, () => ({})]],
    ["GeneratedChallenge", [sat, ref, generated, () => ({})]],
    ["EpisodeSession", [challengeFromId(id)]],
    ["environmentsAmong", [{ SAT }]],
    ["environmentDoor", [sat, () => ({})]],
    ["dimacsOf", [id, { variables: 2, clauseSize: 2, literals: [1, 2] }]],
    ["environmentSkeleton", [[{ path: "a", text: "b" }], { environment: "A", package: "a" }, "1.0.0"]],
    ["extractCode", ["x", { isWhole: () => true }]],
    ["groupSignalPerMillion", [500_000, 8]],
  ];
}

function ofRecords(): [string, Arguments][] {
  const names = { seq: 0, v: 2, hash: HASH, headerHash: HASH };
  const next = { header: { seq: 1, v: 2, previous: HASH }, hash: HASH, headerHash: HASH };
  // eslint-disable-next-line @typescript-eslint/require-await
  const store = { get: async () => undefined, list: async function* () {} };
  const from = { last: names, holes: [{ seq: 0, reason: "missing", expected: { v: 2, previous: null } }] };
  return [
    ["verifyChain", [names, next]],
    ["recordKey", [{ kind: "heartbeat", block: 1 }]],
    ["recordJson", [{ kind: "heartbeat", block: 1 }]],
    ["rolloutKey", [{ hotkey: ADDRESS, challenge: "c" }]],
    ["shardKey", [{ netuid: 1, hotkey: ADDRESS, seq: 1 }]],
    ["transcriptKey", [1, HASH]],
    ["documentKey", [1, HASH]],
    ["readTranscript", [store, 1, HASH]],
    ["readDocument", [store, 1, HASH, { safeParse: () => null }]],
    ["ShardReader", [store, { netuid: 1, hotkey: ADDRESS, from, beyondHoles: true }]],
    ["readShards", [store, { netuid: 1, hotkey: ADDRESS, from, beyondHoles: true }]],
  ];
}

function ofMechanism(): [string, Arguments][] {
  const start = {
    champion: { sumThousandths: [500_000], answers: 1000 },
    crownedBlock: 0,
    block: 1,
    anchorsBp: [null],
    questions: 2,
    level: 100_000,
  };
  const terms = testTerms(start);
  const played = new ChallengeTest(terms);
  const result = { hotkey: "a", model: "o/affine-1", revision: "r", commitBlock: 1, env: "SAT", score: 1000 };
  const tally = {
    ...{ uid: 0, hotkey: "a", model: "m", revision: "r", firstBlock: 1 },
    ...{ n: [1], sum: [1], sumThousandths: [1000] },
  };
  const choices = { roundBlocks: 3, deadlineBlocks: 100, loneValidatorBlocks: 360, questionsPerRound: 2 };
  const contest = {
    blindBp: [0],
    questionsPerRound: 1,
    anchorsBp: [null],
    loneValidatorBlocks: 1,
    followIntervals: true,
  };
  const input = {
    ...{ champion: "a", crowns: [{ hotkey: "a", block: 1, gainBp: 1 }], uidOf: () => 1 },
    ...{ burnUid: 0, payment: "bounty", block: 2 },
  };
  return [
    ["decideV1", [{ results: [result], hotkeys: [{ uid: 0, hotkey: "a" }], envs: ["SAT"] }]],
    ["decideV1Tallies", [[tally], ["SAT"], new Map()]],
    ["winnerV1Tallies", [[tally], 1]],
    ["lowerBoundBp", [[[500, 3]], { scores: 1, leastBp: 0, level: 20 }, 0]],
    ["RunningInterval", [1, 20]],
    ["assignedValidator", [[{ hotkey: "a", share: 1 }], `0x${HASH}`, 1]],
    ["Availability", [{ environments: 1, questions: 1 }, 1]],
    ["levelOf", [1]],
    ["ChallengeTest", [terms, { followIntervals: true }]],
    ["v2RulesHash", [choices]],
    ["scheduleLagRounds", [choices]],
    ["Contest", [contest]],
    ["roundsLeft", [played.evaluation]],
    ["evidenceOf", [played]],
    [
      "compareCommitments",
      [
        { block: 1, tie: "a" },
        { block: 1, tie: "b" },
      ],
    ],
    ["v2Weights", [input]],
    ["chooseServed", [[{ id: "a", sum: 0, rounds: 0, scheduled: 0 }], ["a"], ["a"]]],
    ["rankMillionths", [{ id: "a", sum: 1, rounds: 1 }, 1]],
    ["validatorShares", [[{ hotkey: "a", stakeRao: "10" }]]],
    ["deltaBp", [500_000, 1000]],
    ["testTerms", [start]],
    ["wilsonIntervalBp", [500, 1]],
  ];
}

const WRONG: Arguments = [undefined, null, 7, -1, 0.5, 1e15, "x", {}, [], [null], ["x"], true, 1n, () => 1];
const DEEPEST = 4;

/** The arguments once for every part of plain data in them and every wrong value, that part replaced. */
export function* spoilt(args: Arguments): Generator<Arguments> {
  for (const wrong of variants(args, DEEPEST)) yield wrong as Arguments;
}

function* variants(value: unknown, depth: number): Generator {
  if (depth === 0 || !isPlain(value)) return;
  for (const [key, part] of Object.entries(value)) {
    // What a function of theirs returns is no argument of ours.
    const others = WRONG.filter((wrong) => typeof wrong !== "function" || typeof part !== "function");
    for (const wrong of [...others, ...variants(part, depth - 1)]) {
      yield Array.isArray(value) ? value.with(Number(key), wrong) : { ...value, [key]: wrong };
    }
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
