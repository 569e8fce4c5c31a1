import { kinds, need } from "../core/index.ts";
import type { Answer, Message, Miner, Rollout } from "../core/index.ts";
import type { AuditReport } from "../audit/index.ts";
import type { AffineOptions } from "./affine-options.ts";
import type { AskOptions } from "./query.ts";
import type { RolloutOptions } from "./rollouts.ts";
import { LazySession } from "./session.ts";
import type { VerifyOptions } from "./verify-records.ts";

/** One network, seen from one data folder. */
export interface Affine {
  /**
   * Who competes, from the chain: uid to miner; with a uid, that miner.
   *
   * @throws AffineError `not_found` for a uid that does not compete, with the reason; `chain_transport` and the like.
   */
  getMiners(): Promise<ReadonlyMap<number, Miner>>;
  getMiners(uid: number): Promise<Miner>;
  /** One miner. @throws AffineError `not_found` with the reason why that uid does not compete. */
  getMiner(uid: number): Promise<Miner>;
  /**
   * Asks a model: the running localnet's, else one on Chutes with `CHUTES_API_KEY`, else whatever `baseUrl` names.
   *
   * @throws AffineError `credentials_missing` without a key for Chutes, and what the inference client throws.
   */
  query(prompt: string | readonly Message[], options: AskOptions): Promise<Answer>;
  /**
   * Verified answers of the last `blocks` blocks, in the order in which validators sealed them: each stood in a shard
   * whose signature, hash chain and body were checked. Records that no shard holds yet are not here.
   *
   * @throws AffineError `chain_transport`, `store_transport`
   */
  rollouts(blocks: number, options?: RolloutOptions): AsyncGenerator<Rollout>;
  /**
   * Recomputes everything that validators published: questions, answers, decision, weights. What is wrong with records
   * is in the report, never thrown.
   *
   * @throws AffineError `not_found` when there is nothing to look at, `chain_*`, `interrupted`
   */
  verify(options?: VerifyOptions): Promise<AuditReport>;
  /** Closes connections to the chain; a later call opens new ones. */
  close(): Promise<void>;
}

const word = kinds.maybe(kinds.text);
const optionsKind = kinds.shape({
  network: word,
  home: word,
  netuid: kinds.maybe(kinds.number),
  cwd: word,
  env: kinds.maybe(kinds.object),
});

/**
 * A network and a data folder of one's own choice, beside the functions of the module, which find theirs by the current
 * folder. Nothing is opened before the first call, and an opening that failed is tried again by the next one.
 *
 * @example
 * const test = createAffine({ network: "test", home: "./test-data" });
 * const miners = await test.getMiners();
 * await test.close();
 * @throws AffineError `invalid_input` for options of another kind.
 */
export function createAffine(options: AffineOptions = {}): Affine {
  need(optionsKind, options, "createAffine", "{ network, home, netuid, cwd, env }, each of them or none");
  const session = new LazySession(options);
  // Imported when they are used: they bring the clients of chain, models and stores with them.
  async function getMiners(): Promise<ReadonlyMap<number, Miner>>;
  async function getMiners(uid: number): Promise<Miner>;
  async function getMiners(uid?: number): Promise<ReadonlyMap<number, Miner> | Miner> {
    const { allMiners, oneMiner } = await import("./miners.ts");
    const opened = await session.get();
    return uid === undefined ? allMiners(opened) : oneMiner(opened, uid);
  }
  return {
    getMiners,
    getMiner: (uid) => getMiners(uid),
    query: async (prompt, asked) => (await import("./query.ts")).ask(() => session.get(), prompt, asked),
    async *rollouts(blocks, wanted = {}) {
      const { readRollouts } = await import("./rollouts.ts");
      yield* readRollouts(() => session.get(), blocks, wanted);
    },
    async verify(wanted = {}) {
      const { needVerifyOptions, verifyRecords } = await import("./verify-records.ts");
      needVerifyOptions(wanted);
      return verifyRecords(await session.get(), wanted);
    },
    close: () => session.close(),
  };
}

/** What the functions of the module use: one for the whole process. */
export const processAffine: Affine = createAffine();
