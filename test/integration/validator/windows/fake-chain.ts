import { setTimeout as sleep } from "node:timers/promises";
import { SubtensorChain } from "../../../../src/chain/subtensor/index.ts";
import { decodeSealedWeights, open } from "../../../../src/chain/timelock/index.ts";
import { keyFromUri } from "../../../../src/wallet/index.ts";
import { FakeChain, FakeEndpoint, register } from "../../../chain/fake-subtensor/index.ts";
import type { ChainMetadata } from "../../../chain/metadata/index.ts";
import { FIRST_RULES, MINERS, NETUID, validator, type Landing, type SimulatedChain } from "./simulated-chain.ts";

const S = "SubtensorModule";
/** Blocks that the newest final block lags behind, as on the network. */
const UNFINAL = 3;

/**
 * The adapter for Bittensor over FAKE nodes on loopback (see test/chain/fake-subtensor/fake-chain.ts): two of them, whose
 * connections break and whose answers go wrong besides what befalls every simulated chain.
 */
export async function simulateFakeSubtensor(runtime: ChainMetadata): Promise<SimulatedChain> {
  const fake = new FakeChain({ ...FIRST_RULES, runtime, netuid: NETUID, instant: false });
  fake.change((storage, block) => {
    for (let uid = 0; uid <= MINERS; uid += 1) {
      const { address } = uid === 0 ? validator : keyFromUri(`//Miner${uid - 1}`);
      register(storage, block, { netuid: NETUID, hotkey: address, stakeRao: uid === 0 ? "5000" : "0" });
    }
  });
  fake.produce(FIRST_RULES.weightsRateLimit + UNFINAL + 1);
  fake.unfinal = UNFINAL;
  const nodes = [await FakeEndpoint.start(fake), await FakeEndpoint.start(fake)];
  const [first, second] = nodes.map(({ url }) => url);
  const chain = new SubtensorChain({ endpoint: first!, fallback: second!, connectTimeoutMs: 2_000 });
  await chain.head();
  const nodesInUse = (act: (node: FakeEndpoint) => void) => () => {
    for (const node of nodes) if (node.connections > 0) act(node);
    return undefined;
  };
  const landings: Landing[] = [];
  return {
    chain,
    netuid: NETUID,
    get landings() {
      // Those of final blocks only: nobody is shown others.
      const calls = fake.applied.filter(
        ({ extrinsic, block }) => /weights/.test(extrinsic.call) && block <= fake.final.number,
      );
      for (const call of calls.slice(landings.length)) landings.push(landingOf(fake, call));
      return landings;
    },
    waiting: () => fake.pooled + unfinalCalls(fake),
    change({ tempo, weightsRateLimit, commitReveal }) {
      fake.change((storage, block) => {
        if (commitReveal !== undefined) storage.set(S, "CommitRevealWeightsEnabled", [NETUID], commitReveal);
        if (weightsRateLimit !== undefined) storage.set(S, "WeightsSetRateLimit", [NETUID], BigInt(weightsRateLimit));
        if (tempo === undefined) return;
        storage.set(S, "Tempo", [NETUID], tempo);
        storage.set(S, "LastEpochBlock", [NETUID], BigInt(block));
      });
    },
    async produce() {
      fake.produce();
      return chain.waitForBlock(fake.final.number);
    },
    faults: {
      dropConnections: nodesInUse((node) => node.drop()),
      diesBeforeSubmission: nodesInUse((node) => node.dieAt("author_submitExtrinsic", "before")),
      diesAfterSubmission: nodesInUse((node) => node.dieAt("author_submitExtrinsic", "after")),
      diesAtRead: nodesInUse((node) => node.dieAt("state_queryStorageAt", "before")),
      garbageAfterSubmission: nodesInUse((node) => node.sayAt("author_submitExtrinsic", "<html>")),
      reordered: nodesInUse((node) => (node.reverseBy = node.reverseBy === 1 ? 3 : 1)),
      poolLost: () => {
        fake.emptyPool();
        return undefined;
      },
      // Blocks that are not final yet are replaced by those of another branch, with or without the calls in them.
      reorganised: (random) => {
        fake.reorganise(3, random.below(2) === 0 ? "pooled" : "lost");
        return undefined;
      },
      runtimeUpgrade: () => {
        fake.upgrade(fake.runtimeAt(fake.best.number + 1).specVersion + 1);
        return undefined;
      },
      permitLost: (random) => {
        setPermit(fake, false);
        return {
          blocks: random.between(FIRST_RULES.tempo, 2 * FIRST_RULES.tempo),
          end: () => {
            setPermit(fake, true);
          },
        };
      },
      poolStuck: (random) => {
        fake.paused = true;
        return { blocks: random.between(1, 10), end: () => (fake.paused = false) };
      },
    },
    async close() {
      await chain.close();
      for (const node of nodes) await node.close();
      await sleep(0);
    },
  };
}

function setPermit(fake: FakeChain, isPermitted: boolean): void {
  fake.change((storage) => {
    const permits = storage.get<boolean[]>(S, "ValidatorPermit", NETUID);
    storage.set(S, "ValidatorPermit", [NETUID], [isPermitted, ...permits.slice(1)]);
  });
}

/** Calls in blocks that are not final: whoever sent them still waits. */
function unfinalCalls(fake: FakeChain): number {
  return fake.applied.filter(({ block }) => block > fake.final.number).length;
}

function landingOf(fake: FakeChain, { block, extrinsic }: FakeChain["applied"][number]): Landing {
  const { args } = extrinsic;
  if (extrinsic.call === "set_weights") {
    const [dests, weights] = [args["dests"] as number[], args["weights"] as number[]];
    return { block, mode: "plain", weights: new Map(dests.map((uid, index) => [uid, weights[index]!])) };
  }
  const signature = fake.beacon.signRound(Number(args["reveal_round"]));
  const { uids, values } = decodeSealedWeights(open(args["commit"] as Uint8Array, signature));
  return { block, mode: "commit-reveal", weights: new Map(uids.map((uid, index) => [uid, values[index]!])) };
}
