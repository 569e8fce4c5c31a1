import { ArenaBook, type Contest } from "../../src/arena/index.ts";
import { RoundCollector } from "../../src/arena/round-collector.ts";
import type { ArenaSource, Status } from "../../src/serve/index.ts";
import { viewContest } from "../../src/validator/index.ts";
import { ReplayWorld } from "../replay/replay-world.ts";
import { addressOf } from "../replay/world-options.ts";

const MODELS = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 500 },
];

/** An arena of two models or more, the first of which reigns while others are tested, replayed from made-up records. */
export function smallArena(
  blocks = 200,
  models: ConstructorParameters<typeof ReplayWorld>[0]["models"] = MODELS,
): { source: ArenaSource; contest: Contest; world: ReplayWorld } {
  const world = new ReplayWorld({
    seed: 2,
    validators: [{ hotkey: "v0" }],
    models,
  }).run(blocks);
  const book = new ArenaBook();
  const collector = new RoundCollector();
  for (const shard of world.shards) collector.add(shard);
  let contest: Contest | undefined;
  world.replay(world.shards, {
    onState: (state) => {
      const shadow = { mechanism: "affine-v1", champion: null };
      contest = structuredClone(viewContest(state, { rules: world.rules, watched: new Map(), shadow })) as Contest;
      book.take(contest);
    },
    onRound: (played) => {
      const champion = played.champion === undefined ? null : addressOf("weak");
      book.addRound(collector.take(played, { beacon: world.beacon(played.block), champion }));
    },
  });
  if (contest === undefined) throw new Error("Nothing was decided.");
  const { block } = contest;
  const replay = () => ({ state: "ready" as const, block, headBlock: block, detail: null });
  return { source: { book, rules: world.rules, replay }, contest, world };
}

/** A validator's status with a contest. */
export function statusWith(contest: Contest | null): Status {
  const hotkey = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
  return {
    servedAtMs: 2_000,
    version: "1.2.3",
    validator: { hotkey, uid: 1, running: true, startedAtMs: 1_000, updatedAtMs: 1_900 },
    chain: { endpoint: "ws://node.test:9944", netuid: 120, block: 216, headAgeMs: 100, tempo: 20, nextEpochBlock: 220 },
    mechanism: "affine-v2",
    environments: [
      { name: "SAT", version: "2", level: 3 },
      { name: "DED", version: "1", level: 2 },
    ],
    champion: contest?.champion ?? null,
    contest,
    replaying: null,
    leaderboard: [],
    readingScores: false,
    leftOut: [],
    hosts: { known: 0, waiting: 0, oldestAtMs: null },
    weights: { vector: {}, block: null, confirmed: false, ageBlocks: null },
    records: { rollouts: 5, shards: 2, bytes: 1234, pending: 1 },
    queue: { waiting: 0, running: 0 },
    recentBlocks: [{ number: 216, hash: `0x${"a".repeat(64)}`, round: true }],
    alarms: [],
  };
}
