import { AffineError, errorMessage } from "../../core/index.ts";
import { removeFile } from "../../io/index.ts";
import {
  type ChainState,
  draftShard,
  type EncodedShard,
  encodeShard,
  HEADER_STALE,
  isSignedByHotkey,
  namesOf,
  previousOf,
  type ShardDraft,
  type ShardHeader,
  shardMessage,
  type ShardNames,
  type ShardRecord,
  splitSignature,
  type VerifySignature,
} from "../../record/index.ts";
import { shardKey } from "../store-key.ts";
import type { OnWritePoint } from "../write-point.ts";
import { DraftFile } from "./draft-file.ts";
import { type OwnChainOptions, readOwn } from "./own-chain.ts";
import { assertReaches, type ExpectedHead } from "./expected-head.ts";
import type { SignHeader } from "./record-log-options.ts";
import { SealedHeadFile } from "./sealed-head-file.ts";
import { segmentPath } from "./segment-folder.ts";

/** Records that wait to become a shard. */
export interface ClosedSegment {
  number: number;
  records: readonly ShardRecord[];
}

export interface ShardSealerOptions {
  folder: string;
  chain: OwnChainOptions;
  signHeader: SignHeader;
  verify: VerifySignature | undefined;
  /** What a header says besides its records. */
  context: () => Pick<ShardHeader, "heads" | "atMs" | "sealedBlock">;
  /** Shards that others know to be signed: the chain, the signer. */
  expected: readonly ExpectedHead[];
  onWritePoint: OnWritePoint;
}

/**
 * Turns a segment into a shard: draft on disk, signature, shard on disk, and only then the segment is dropped. Every
 * step can be repeated: a draft keeps its header until its shard is stored, or until the signer says that it never
 * signed it and that its block of sealing has passed.
 */
export class ShardSealer {
  readonly #options: ShardSealerOptions;
  readonly #drafts: DraftFile;
  readonly #sealed: SealedHeadFile;
  #saved: { segment: number; draft: ShardDraft } | undefined;
  #head: ChainState;
  #stop: () => void = () => undefined;
  readonly #stopped: Promise<never>;

  constructor(head: ChainState, options: ShardSealerOptions) {
    this.#head = head;
    this.#options = options;
    this.#drafts = new DraftFile(options.folder);
    this.#sealed = new SealedHeadFile(options.folder);
    this.#stopped = new Promise((_resolve, reject) => {
      this.#stop = () => {
        reject(
          new AffineError("interrupted", "Closed before the shard was signed.", { hint: "Its records are kept." }),
        );
      };
    });
    // Stopping while nobody waits for a signature is no failure.
    this.#stopped.catch(() => undefined);
  }

  get head(): ChainState {
    return this.#head;
  }

  /** The segment that a draft was left for. */
  get draftedSegment(): number | undefined {
    return this.#saved?.segment;
  }

  /** `sealedBlock` of the draft whose shard is not stored yet. */
  get draftedBlock(): number | null {
    return this.#saved?.draft.header.sealedBlock ?? null;
  }

  /** Waits for no signature any more: nothing is written after the seal that runs has failed. */
  stop(): void {
    this.#stop();
  }

  /**
   * Picks up what a crash left: finishes a stored shard's clean-up, keeps an unstored shard's draft.
   *
   * @throws AffineError `state_corrupt` where shards are gone that were sealed.
   */
  async recover(): Promise<void> {
    const saved = await this.#drafts.read();
    await this.#assertNothingLost(saved === "damaged" ? undefined : saved?.draft.header);
    if (saved === undefined) return;
    const next = this.#head === null ? 0 : this.#head.seq + 1;
    if (saved === "damaged") {
      this.#report("The draft of a shard was damaged; it is drafted again.");
    } else if (saved.draft.header.seq === next && this.#follows(saved.draft.header)) {
      this.#saved = saved;
    } else if (saved.draft.header.seq < next && (await this.#isStored(saved.draft))) {
      await this.#cleanUp(saved.segment);
    } else {
      this.#report(`The draft of shard ${saved.draft.header.seq} does not follow the chain; it is drafted again.`);
      await this.#drafts.drop();
    }
  }

  /**
   * Seals one segment that nobody appends to any more.
   *
   * @throws whatever the signer or the disk throws; `record_signature` for a signature that does not verify.
   */
  async seal(segment: ClosedSegment): Promise<void> {
    const { folder, chain, onWritePoint } = this.#options;
    if (segment.records.length === 0 && this.#saved?.segment !== segment.number) {
      await removeFile(segmentPath(folder, segment.number));
      return;
    }
    const draft = await this.#draft(segment);
    onWritePoint("seal.drafted");
    let head: ShardNames;
    if (await this.#isStored(draft)) head = namesOf(await readOwn(chain, draft.header.seq));
    else {
      const { header, shard } = await this.#signed(segment.number, draft);
      onWritePoint("seal.signed");
      await chain.local.putOnce(shardKey(header), shard.bytes);
      head = namesOf({ header, ...shard });
    }
    onWritePoint("seal.stored");
    this.#head = head;
    this.#saved = undefined;
    await this.#sealed.write(head);
    await this.#cleanUp(segment.number);
  }

  async #assertNothingLost(drafted: ShardHeader | undefined): Promise<void> {
    const { chain, expected } = this.#options;
    const sealed = await this.#sealed.read();
    const journal: ExpectedHead[] = sealed === undefined ? [] : [{ ...sealed, by: "the journal says" }];
    if (drafted !== undefined && drafted.seq > 0) {
      journal.push({ seq: drafted.seq - 1, headerHash: null, by: "a draft in the journal says" });
    }
    await assertReaches(
      {
        head: this.#head,
        drafted,
        headerHashOf: async (seq) => (await readOwn(chain, seq)).headerHash,
        what: `The chain of ${chain.hotkey} below ${chain.local.location}`,
      },
      [...journal, ...expected],
    );
  }

  async #draft({ number, records }: ClosedSegment): Promise<ShardDraft> {
    if (this.#saved?.segment === number) return this.#saved.draft;
    const { netuid, hotkey } = this.#options.chain;
    const draft = draftShard({
      netuid,
      hotkey,
      seq: this.#head === null ? 0 : this.#head.seq + 1,
      previous: previousOf(this.#head, 2),
      records,
      rules: records[0]?.rules ?? "",
      ...this.#options.context(),
    });
    this.#saved = { segment: number, draft };
    try {
      await this.#drafts.write(this.#saved);
    } catch (error) {
      this.#saved = undefined;
      throw error;
    }
    return draft;
  }

  /**
   * The shard; where the signer was away for so long that the draft's block has passed, or the draft is of a version
   * that is no longer signed, with the present ones.
   */
  async #signed(segment: number, draft: ShardDraft): Promise<{ header: ShardHeader; shard: EncodedShard }> {
    try {
      return { header: draft.header, shard: encodeShard(draft, await this.#sign(draft.header)) };
    } catch (error) {
      const context = this.#options.context();
      const { sealedBlock } = context;
      const { v } = draft.header;
      const isSame = v === 2 && (sealedBlock === undefined || sealedBlock === draft.header.sealedBlock);
      if (!isStale(error) || isSame) throw error;
      const header: ShardHeader = { ...draft.header, v: 2, previous: previousOf(this.#head, 2), ...context };
      const anew = { header, body: draft.body };
      await this.#drafts.write({ segment, draft: anew });
      this.#saved = { segment, draft: anew };
      return { header, shard: encodeShard(anew, await this.#sign(header)) };
    }
  }

  #follows({ previous, v }: ShardHeader): boolean {
    return previous === previousOf(this.#head, v);
  }

  async #sign(header: ShardHeader): Promise<Uint8Array> {
    const signature = await Promise.race([this.#askSigner(header), this.#stopped]);
    if (!isSignedByHotkey(header, signature, this.#options.verify)) {
      throw new AffineError("record_signature", `What signs for ${header.hotkey} gave a signature of another key.`, {
        hint: "Check that the signer holds this hotkey; the records are kept and signed when it does.",
      });
    }
    return signature;
  }

  async #askSigner(header: ShardHeader): Promise<Uint8Array> {
    try {
      return await this.#options.signHeader(header);
    } catch (cause) {
      if (AffineError.isInstance(cause)) throw cause;
      throw new AffineError("record_signature", `Shard ${header.seq} was not signed: ${errorMessage(cause)}`, {
        hint: "Start the signer; records are kept meanwhile and signed when it is back.",
        retryable: true,
        cause,
      });
    }
  }

  /** Whether the data folder holds the shard of exactly this header. */
  async #isStored(draft: ShardDraft): Promise<boolean> {
    const { chain } = this.#options;
    if ((await chain.local.head(shardKey(draft.header))) === undefined) return false;
    const { header } = splitSignature((await readOwn(chain, draft.header.seq)).header);
    return Buffer.from(shardMessage(header)).equals(shardMessage(draft.header));
  }

  async #cleanUp(segment: number): Promise<void> {
    const { folder, onWritePoint } = this.#options;
    await removeFile(segmentPath(folder, segment));
    onWritePoint("seal.segment-dropped");
    await this.#drafts.drop();
    onWritePoint("seal.done");
  }

  #report(message: string): void {
    this.#options.chain.report(
      new AffineError("state_corrupt", message, { hint: "No record is lost: they are still in their segment." }),
    );
  }
}

function isStale(error: unknown): boolean {
  return AffineError.isInstance(error) && error.code === "signer_refused" && error.details["name"] === HEADER_STALE;
}
