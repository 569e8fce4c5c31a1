import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Chain, LocalChain } from "../../chain/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { pauseOrThrow } from "../../io/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import { walletFolder } from "../accounts.ts";
import { commitModel, minerOf, minerWallet } from "../enrol-miners.ts";
import type { InferenceHost } from "../host/index.ts";
import { FIRST_SEASON_BLOCKS, SEASON_BLOCKS, seasonModels } from "../models/index.ts";
import { publishModels, type PublishedModel } from "../publish-models.ts";
import { writeSeason, type Season } from "./season-file.ts";

/** Pause before a chain that did not answer is asked again. */
const AGAIN_MS = 1_000;

export interface SeasonsOptions {
  readonly home: string;
  readonly netuid: number;
  readonly hubFolder: string;
  /** The chain in this process, which alone can give a uid to somebody else. */
  readonly local: LocalChain;
  /** The same chain as miners see it. */
  readonly chain: Chain;
  readonly host: InferenceHost;
  readonly season: Season;
  readonly log: Logger;
  /** Blocks of a season; those of the demo unless told. */
  readonly lengthOf?: (season: number) => number;
}

/**
 * The endless stream of the demo's challengers. When a season is over its models leave the subnet, and newcomers take
 * their uids: weak ones first, each of the next better. Whoever else has joined stays, the champion's throne too if it is
 * theirs.
 */
export class Seasons {
  readonly #options: SeasonsOptions;
  readonly #ended = new AbortController();
  #season: Season;
  #running: Promise<void> | undefined;

  constructor(options: SeasonsOptions) {
    this.#options = options;
    this.#season = options.season;
  }

  get season(): number {
    return this.#season.season;
  }

  /** Takes up the season where an earlier start left it, and begins one after the other from then on. */
  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { chain, log, home } = this.#options;
    const { signal } = this.#ended;
    try {
      if (this.#season.season > 0) await this.#trying(() => this.#enter());
      for (;;) {
        const { season, block, uids } = this.#season;
        const head = await this.#trying(() => chain.waitForBlock(block + this.#lengthOf(season), { signal }));
        // Written first: a start after a crash enters the same models again, which changes nothing for those that are in.
        this.#season = { season: season + 1, block: head.number, uids };
        await writeSeason(home, this.#season);
        await this.#trying(() => this.#enter());
        await this.#leave(season);
      }
    } catch (thrown) {
      if (signal.aborted) return;
      const code = AffineError.isInstance(thrown) ? thrown.code : "internal";
      log.error({ code, season: this.season }, `no further challengers come: ${errorMessage(thrown)}`);
    }
  }

  /** Does something of which each step may be done again; a machine that is too busy to answer is busy for a while only. */
  async #trying<T>(act: () => Promise<T>): Promise<T> {
    const { signal } = this.#ended;
    for (;;) {
      try {
        return await act();
      } catch (thrown) {
        if (signal.aborted || !AffineError.isInstance(thrown) || !thrown.retryable) throw thrown;
        this.#options.log.warn({ code: thrown.code, season: this.season }, `asking again: ${thrown.message}`);
        await pauseOrThrow(AGAIN_MS, signal, "The localnet ends.");
      }
    }
  }

  #lengthOf(season: number): number {
    const { lengthOf } = this.#options;
    return lengthOf?.(season) ?? (season === 0 ? FIRST_SEASON_BLOCKS : SEASON_BLOCKS);
  }

  /** Publishes, serves, registers and commits the models of the season; each step is left out where it was done. */
  async #enter(): Promise<void> {
    const { home, hubFolder, host, log } = this.#options;
    const { season, uids } = this.#season;
    const models = await publishModels(hubFolder, seasonModels(season).slice(0, uids.length));
    host.serve(models.map(({ config }) => config));
    await Promise.all(models.map((model, place) => this.#register(model, uids[place])));
    for (const model of models) await this.#commit(model);
    log.info({ season, home }, "a new season's challengers have joined");
  }

  async #register({ config }: PublishedModel, uid: number | undefined): Promise<void> {
    const { home, netuid, chain, local } = this.#options;
    const miner = await minerOf(home, config.name);
    const hotkey = miner.hotkey.key.address;
    const { neurons } = await chain.metagraph(netuid);
    if (uid === undefined || neurons.some((neuron) => neuron.hotkey === hotkey)) return;
    await local.replaceNeuron(netuid, uid, { hotkey, coldkey: miner.coldkeyAddress });
  }

  async #commit(model: PublishedModel): Promise<void> {
    const { chain, host } = this.#options;
    const { number } = await chain.head();
    const revealBlock = this.#season.block + (model.config.revealAfterBlocks ?? 1);
    const blocksUntilReveal = Math.max(1, revealBlock - number);
    await commitModel(chain, model, { ...this.#options, baseUrl: host.baseUrl, blocksUntilReveal });
  }

  /** The season before: nobody can ask its models any more, and their keys are worth nothing. */
  async #leave(season: number): Promise<void> {
    if (season === 0) return;
    const { host, home } = this.#options;
    const names = seasonModels(season).map(({ name }) => name);
    host.retire(names);
    for (const name of names) await rm(join(walletFolder(home), minerWallet(name)), { recursive: true, force: true });
  }
}
