import { z } from "zod";
import { Runtimes } from "../../../src/chain/subtensor/runtime/runtimes.ts";
import { timingsOf } from "../../../src/chain/subtensor/options.ts";
import { State } from "../../../src/chain/subtensor/reads/state.ts";
import { Endpoints } from "../../../src/chain/subtensor/session/endpoints.ts";
import { Submitter } from "../../../src/chain/subtensor/submit/submitter.ts";
import { SubtensorChain } from "../../../src/chain/subtensor/index.ts";
import { AffineError, errorMessage } from "../../../src/core/index.ts";
import { keyFromUri, type SigningKey } from "../../../src/wallet/index.ts";
import type { ChainHarness, ChainSetup } from "./chain-contract.ts";

const alice = keyFromUri("//Alice");
/** A runtime that is interpreted beside a test answers when it gets to it. */
const PATIENT = { requestTimeoutMs: 300_000, stallMs: 3_600_000 } as const;
const RICH_STAKE_RAO = 100_000_000_000n;

/** Calls of root and of coldkeys, which the adapter itself never makes. */
class Administrator {
  readonly endpoints: Endpoints;
  readonly #submitter: Submitter;
  readonly #runtimes = new Runtimes();

  constructor(endpoint: string) {
    const timings = timingsOf({ endpoint, ...PATIENT });
    this.endpoints = new Endpoints({ ...timings, endpoints: [endpoint], genesis: undefined });
    this.#submitter = new Submitter({ endpoints: this.endpoints, runtimes: this.#runtimes, timeoutMs: 300_000 });
  }

  async call(pallet: string, name: string, args: Record<string, unknown>): Promise<void> {
    await this.#submitter.send(alice, (state) => Promise.resolve(this.#plan(state, pallet, name, args)));
  }

  /** A setting that a runtime does not have limits nothing there. */
  async sudo(name: string, args: Record<string, unknown>): Promise<void> {
    if (!(await this.#has("AdminUtils", name))) return;
    const call = { type: "AdminUtils", value: { type: name, value: args } };
    await this.call("Sudo", "sudo", { call });
  }

  /** In one question: a runtime in this process's neighbourhood takes a while for each. */
  async newestSubnet(): Promise<number> {
    const session = await this.endpoints.session();
    const state = new State(session, await this.#runtimes.at(session, session.final.hash), session.final);
    const netuids = Array.from({ length: 256 }, (_, index) => index + 1);
    const exist = await state.values(
      netuids.map((netuid) => [z.boolean(), "SubtensorModule", "NetworksAdded", netuid] as const),
    );
    return exist.lastIndexOf(true) + 1;
  }

  async callIfThere(pallet: string, name: string, args: Record<string, unknown>): Promise<void> {
    if (await this.#has(pallet, name)) await this.call(pallet, name, args);
  }

  async #has(pallet: string, name: string): Promise<boolean> {
    const session = await this.endpoints.session();
    const { codecs } = await this.#runtimes.at(session, session.final.hash);
    const calls = codecs.metadata.pallets.find((one) => one.name === pallet)?.calls;
    const entry = calls === undefined ? undefined : codecs.lookup(calls.type);
    return entry?.type === "enum" && Object.hasOwn(entry.value, name);
  }

  #plan(state: State, pallet: string, name: string, args: Record<string, unknown>) {
    const { codec, location } = state.runtime.codecs.builder.buildCall(pallet, name);
    return {
      what: `${pallet}.${name}`,
      call: Uint8Array.of(...location, ...codec.enc(args)),
      tooFast: "RateLimitExceeded",
      untilBlock: () => Promise.resolve(state.block.number + 1),
      landed: () => Promise.resolve(false),
    };
  }
}

/** A chain that makes blocks when it is told to only. */
export interface ToldChain {
  readonly makeBlocks: (count: number) => Promise<void>;
  /** Starts a subnet before its time. */
  readonly startSubnet: (netuid: number) => Promise<void>;
}

/** A subnet of its own on a node, as //Alice, who must be rich and sudo there, and the adapter on it. */
export async function openNode(endpoint: string, setup: ChainSetup, told?: ToldChain): Promise<ChainHarness> {
  const root = new Administrator(endpoint);
  const chain = new SubtensorChain({ endpoint, ...PATIENT });
  await root.sudo("sudo_set_network_rate_limit", { rate_limit: 0n });
  await root.sudo("sudo_set_start_call_delay", { delay: 0n });
  await root.sudo("sudo_set_stake_threshold", { min_stake: 0n });
  await root.sudo("sudo_set_admin_freeze_window", { window: 0 });
  const owner = keyFromUri(`//AffineOwner${Date.now()}`);
  await root.call("SubtensorModule", "register_network", { hotkey: owner.address });
  const netuid = await root.newestSubnet();
  try {
    await root.callIfThere("SubtensorModule", "start_call", { netuid });
  } catch (thrown) {
    if (told === undefined || !errorMessage(thrown).includes("NeedWaiting")) throw thrown;
    await told.startSubnet(netuid);
  }
  await root.sudo("sudo_set_tempo", { netuid, tempo: setup.tempo });
  await root.sudo("sudo_set_weights_set_rate_limit", {
    netuid,
    weights_set_rate_limit: BigInt(setup.weightsRateLimit),
  });
  await root.sudo("sudo_set_weights_version_key", { netuid, weights_version_key: BigInt(setup.versionKey) });
  await root.sudo("sudo_set_commit_reveal_weights_enabled", { netuid, enabled: false });
  await root.sudo("sudo_set_min_allowed_weights", { netuid, min_allowed_weights: 1 });
  const advance = async (blocks: number): Promise<void> => {
    if (blocks <= 0) return;
    const { number } = await chain.head();
    await told?.makeBlocks(blocks);
    await chain.waitForBlock(number + blocks);
  };
  return {
    chain,
    netuid,
    exactReveals: false,
    advance,
    register: async (key: SigningKey, stakeRao: string) => {
      await root.call("SubtensorModule", "burned_register", { netuid, hotkey: key.address });
      if (stakeRao !== "0") {
        const stake = { hotkey: key.address, netuid, amount_staked: RICH_STAKE_RAO };
        await root.call("SubtensorModule", "add_stake", stake);
      }
      // Permits are given at epochs, and a fresh uid waits for the rate limit.
      await advance(Math.max(setup.weightsRateLimit, await blocksToEpoch(chain, netuid, setup)));
      return (await chain.metagraph(netuid)).neurons.find(({ hotkey }) => hotkey === key.address)?.uid ?? -1;
    },
    close: async () => {
      await chain.close();
      root.endpoints.close();
    },
  };
}

/** By the scheduler; runtimes of before it (300, say) have an epoch within each tempo. */
async function blocksToEpoch(chain: SubtensorChain, netuid: number, { tempo }: ChainSetup): Promise<number> {
  try {
    const { nextBlock } = await chain.epoch(netuid);
    return nextBlock + 1 - (await chain.head()).number;
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "chain_decode") throw thrown;
    return tempo + 2;
  }
}
