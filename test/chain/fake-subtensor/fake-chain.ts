import { EventEmitter } from "node:events";
import { blake2b } from "@noble/hashes/blake2.js";
import { BeaconKey, QUICKNET } from "../../../src/chain/timelock/index.ts";
import { utf8 } from "../../../src/core/index.ts";
import { BUILT_V16, SPEC_VERSION, type ChainMetadata } from "../metadata/index.ts";
import { birthOf, decodeExtrinsic, verifies, type FakeExtrinsic } from "./fake-extrinsic.ts";
import { genesisStorage, type SubnetSettings } from "./fake-genesis.ts";
import { encodeEvents, type Applied } from "./fake-events.ts";
import { keepBlockHash, realHeader, type FakeHeader } from "./fake-header.ts";
import { beginBlock, dispatch, poolRefusal, type RuntimeContext } from "./fake-runtime.ts";
import { FakeStorage, toHex, type Hex } from "./fake-storage.ts";
import type { FakeTrie } from "./fake-trie.ts";

export interface FakeBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly extrinsics: readonly Hex[];
  readonly storage: FakeStorage;
  /** Where the chain has real ones. */
  readonly real: { readonly header: FakeHeader; readonly trie: FakeTrie } | undefined;
}

/** JSON-RPC error of author_submitExtrinsic. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly data?: string;
}

export interface FakeChainOptions extends Partial<SubnetSettings> {
  /** What its nodes say of its runtime, and how its state is encoded. Default: what test/chain/metadata builds. */
  readonly runtime?: ChainMetadata;
  readonly netuid?: number;
  /** Tells this chain's genesis from another's. */
  readonly seed?: string;
  /** A block as soon as a transaction is in the pool. Default true. */
  readonly instant?: boolean;
  /** Newest blocks that are not final. Default 0. */
  readonly unfinal?: number;
  /** Headers as the chain makes them, whose roots prove the state. Takes longer a block. Default false. */
  readonly realHeaders?: boolean;
}

type Change = (storage: FakeStorage, block: number) => void;

const BLOCK_MS = 12_000;
/** Time of block 0; time moves by blocks only, so that nothing depends on the machine. */
const START_MS = Date.UTC(2026, 5, 1);

/**
 * A FAKE of the subtensor chain for tests: blocks without consensus, a handful of the runtime's rules, storage and calls
 * in the encoding of the real runtime 424 (test/chain/metadata). Signatures, eras, nonces and timelocks are really checked; everything else
 * that a real node would check is left out. What passes here may still fail on the network.
 */
export class FakeChain {
  readonly netuid: number;
  readonly metadata: ChainMetadata;
  readonly genesis: Hex;
  readonly beacon = BeaconKey.generate();
  readonly events = new EventEmitter<{ block: [] }>();
  readonly blocks: FakeBlock[] = [];
  /** Every call that did something, in order. */
  readonly applied: { block: number; extrinsic: FakeExtrinsic }[] = [];
  /** Names of pallet errors with which the next calls fail, whatever they are. */
  readonly dispatchFaults: string[] = [];
  /** Calls stay in the pool while true. */
  paused = false;
  /** Part of every block hash: two chains with the same calls differ by it. */
  beaconSalt = "";
  unfinal: number;
  instant: boolean;
  readonly #runtimes: { from: number; specVersion: number; raw: Uint8Array }[];
  readonly #realHeaders: boolean;
  #pool: FakeExtrinsic[] = [];
  #changes: Change[] = [];
  /** What root changed, by block: another branch has it too. */
  readonly #changed = new Map<number, readonly Change[]>();

  constructor(options: FakeChainOptions = {}) {
    const { tempo = 20, weightsRateLimit = 4, versionKey = 0, commitReveal = false } = options;
    this.netuid = options.netuid ?? 120;
    this.metadata = options.runtime ?? BUILT_V16;
    this.#runtimes = [{ from: 0, specVersion: SPEC_VERSION, raw: this.metadata.raw }];
    this.unfinal = options.unfinal ?? 0;
    this.instant = options.instant ?? true;
    const beacon = { key: this.beacon, genesisMs: QUICKNET.genesisMs, periodMs: QUICKNET.periodMs };
    const settings = { tempo, weightsRateLimit, versionKey, commitReveal };
    this.#realHeaders = options.realHeaders === true;
    const storage = genesisStorage(this.metadata, this.netuid, settings, beacon, START_MS);
    const first = { number: 0, parentHash: `0x${"00".repeat(32)}` as const, extrinsics: [] };
    const salt = `fake genesis ${options.seed ?? ""}`;
    const real = this.#realHeaders ? realHeader(first, storage, salt) : undefined;
    this.genesis = real?.hash ?? toHex(blake2b(utf8(salt), { dkLen: 32 }));
    this.blocks.push({ ...first, hash: this.genesis, storage, real });
  }

  /** From the next block on the chain has another runtime: another version, and metadata with some text replaced. */
  upgrade(specVersion: number, replace?: { text: string; by: string }): void {
    const raw = Buffer.from(this.metadata.raw);
    if (replace !== undefined && replace.text.length !== replace.by.length) throw new Error("texts of one length");
    for (let at = raw.indexOf(replace?.text ?? "\0\0\0"); replace !== undefined && at >= 0;) {
      raw.write(replace.by, at, "latin1");
      at = raw.indexOf(replace.text, at + 1);
    }
    this.#runtimes.push({ from: this.best.number + 1, specVersion, raw });
  }

  runtimeAt(block: number): { readonly specVersion: number; readonly raw: Uint8Array } {
    return this.#runtimes.findLast(({ from }) => from <= block)!;
  }

  get best(): FakeBlock {
    return this.blocks.at(-1)!;
  }

  get final(): FakeBlock {
    return this.blocks[Math.max(0, this.best.number - this.unfinal)]!;
  }

  /** Changes storage in the next block, as root could. */
  change(change: Change): void {
    this.#changes.push(change);
  }

  /**
   * Another branch wins: the newest blocks that are not final are gone, as many others and one more stand in their place.
   * Their calls are in the pool again, unless they are lost, as on a node that comes to the branch late.
   */
  reorganise(blocks: number, calls: "pooled" | "lost"): void {
    const depth = Math.min(blocks, this.best.number - this.final.number);
    const gone = this.blocks.splice(this.blocks.length - depth);
    const from = this.best.number + 1;
    for (let at = this.applied.length - 1; at >= 0; at -= 1) {
      if (this.applied[at]!.block >= from) this.applied.splice(at, 1);
    }
    const returned = gone
      .flatMap(({ extrinsics }) => extrinsics.slice(1))
      .map((hex) => decodeExtrinsic(this.metadata, hex));
    if (calls === "pooled") this.#pool = [...returned, ...this.#pool];
    this.beaconSalt += "'";
    for (let made = 0; made <= depth; made += 1) {
      const next = this.#changed.get(this.best.number + 1) ?? [];
      this.#changes = [...next, ...this.#changes.filter((change) => !next.includes(change))];
      this.#produceOne();
    }
    this.events.emit("block");
  }

  /** Makes blocks. */
  produce(count = 1): void {
    for (let made = 0; made < count; made += 1) this.#produceOne();
    this.events.emit("block");
  }

  /** Takes a transaction into the pool, or says why not. */
  submit(hex: Hex): Refusal | Hex {
    let extrinsic: FakeExtrinsic;
    try {
      extrinsic = decodeExtrinsic(this.metadata, hex);
    } catch {
      return { code: 1002, message: "Verification Error: Runtime error: cannot decode" };
    }
    if (this.#pool.some(({ hash }) => hash === extrinsic.hash)) {
      return { code: 1013, message: "Transaction is already imported" };
    }
    const refusal = this.#invalid(extrinsic);
    if (refusal !== undefined) return refusal;
    if (this.#pool.some(({ signer, nonce }) => signer === extrinsic.signer && nonce === extrinsic.nonce)) {
      return { code: 1014, message: "Priority is too low" };
    }
    this.#pool.push(extrinsic);
    if (this.instant && !this.paused) setImmediate(() => this.#pool.length > 0 && this.produce());
    return extrinsic.hash;
  }

  /** Forgets what no block has, as a node that restarts. */
  emptyPool(): void {
    this.#pool = [];
  }

  get pooled(): number {
    return this.#pool.length;
  }

  nextNonce(account: string): number {
    const pooled = this.#pool.filter(({ signer }) => signer === account).map(({ nonce }) => nonce + 1);
    return Math.max(this.#nonce(this.best.storage, account), ...pooled);
  }

  #produceOne(): void {
    const parent = this.best;
    const number = parent.number + 1;
    const storage = new FakeStorage(this.metadata, parent.storage.raw);
    if (this.#realHeaders) keepBlockHash(storage, parent.number, parent.hash);
    const context = this.#context(storage, number);
    beginBlock(context, START_MS + number * BLOCK_MS);
    const changes = this.#changes.splice(0);
    for (const change of changes) change(storage, number);
    if (changes.length > 0) this.#changed.set(number, changes);
    // The clock's own transaction comes first in every block.
    const inherent = toHex(Uint8Array.of(12, 4, 2, 0));
    const applied: Applied[] = [{ failure: undefined }];
    const extrinsics: Hex[] = [inherent];
    const taken = this.paused ? [] : this.#takeReady(context);
    for (const extrinsic of taken) {
      const failure = this.dispatchFaults.shift() ?? dispatch(context, extrinsic);
      if (failure === undefined) this.applied.push({ block: number, extrinsic });
      applied.push({ failure });
      extrinsics.push(extrinsic.hex);
    }
    storage.setRaw("System", "Events", [], encodeEvents(this.metadata, applied));
    const block = { number, parentHash: parent.hash, extrinsics };
    const real = this.#realHeaders ? realHeader(block, storage, this.beaconSalt) : undefined;
    const salted = utf8(`${parent.hash} ${number} ${this.beaconSalt} ${extrinsics.join()}`);
    this.blocks.push({ ...block, hash: real?.hash ?? toHex(blake2b(salted, { dkLen: 32 })), storage, real });
  }

  #takeReady({ storage }: RuntimeContext): FakeExtrinsic[] {
    const taken: FakeExtrinsic[] = [];
    this.#pool = this.#pool.filter((extrinsic) => this.#invalid(extrinsic)?.code === undefined);
    for (const extrinsic of this.#pool.toSorted((a, b) => a.nonce - b.nonce)) {
      const account = storage.get<{ nonce: number }>("System", "Account", extrinsic.signer);
      if (account.nonce !== extrinsic.nonce) continue;
      storage.set("System", "Account", [extrinsic.signer], { ...account, nonce: account.nonce + 1 });
      taken.push(extrinsic);
    }
    this.#pool = this.#pool.filter((extrinsic) => !taken.includes(extrinsic));
    return taken;
  }

  #invalid(extrinsic: FakeExtrinsic): Refusal | undefined {
    const invalid = (data: string): Refusal => ({ code: 1010, message: "Invalid Transaction", data });
    const next = this.best.number + 1;
    const birth = birthOf(extrinsic, next);
    const born = this.blocks[birth];
    if (born === undefined || birth + extrinsic.eraPeriod <= next)
      return invalid("Transaction has an ancient birth block");
    if (!verifies(extrinsic, this.genesis, born.hash, this.runtimeAt(next).specVersion))
      return invalid("Transaction has a bad signature");
    const { storage } = this.best;
    if (extrinsic.nonce < this.#nonce(storage, extrinsic.signer)) return invalid("Transaction is outdated");
    const custom = poolRefusal(this.#context(storage, next), extrinsic);
    return custom === undefined ? undefined : invalid(`Custom error: ${custom}`);
  }

  #nonce(storage: FakeStorage, account: string): number {
    return storage.get<{ nonce: number }>("System", "Account", account).nonce;
  }

  #context(storage: FakeStorage, block: number): RuntimeContext {
    return { storage, block, beacon: this.beacon, beaconClock: QUICKNET };
  }
}
