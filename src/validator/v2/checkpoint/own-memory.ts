import type { ShardRecord, SignedShardHeader } from "../../../record/index.ts";
import { ShardReader, type ReadPosition, type Store } from "../../../store/index.ts";
import type { Inspector } from "../inspector.ts";
import type { KnownFaults } from "../known-faults.ts";

/** What our own records say of an earlier life, as a checkpoint holds it. */
export interface SavedMemory {
  /** Behind the last own shard that is in it. */
  readonly position: ReadPosition;
  readonly lastGrid: number;
  readonly lastDecision: number;
  readonly faults: ReturnType<KnownFaults["save"]>;
  readonly opinions: readonly (readonly [subject: string, reason: string])[];
}

/** Remembers from our own records what was evaluated, found and decided, so that it need not be again. */
export class OwnMemory {
  readonly #parts: { readonly known: KnownFaults; readonly inspector: Inspector };
  #position: ReadPosition = { last: null, holes: [] };
  /** Last grid block with a snapshot of ours on record, -1 for none; and the last with a decision. */
  lastGrid = -1;
  lastDecision = -1;

  constructor(parts: { known: KnownFaults; inspector: Inspector }, saved: SavedMemory | undefined) {
    this.#parts = parts;
    if (saved === undefined) return;
    this.#position = saved.position;
    this.lastGrid = saved.lastGrid;
    this.lastDecision = saved.lastDecision;
    parts.known.load(saved.faults);
    for (const [subject, reason] of saved.opinions) parts.inspector.remember(subject, reason);
  }

  /** Reads our own chain from where it stands to its end. @throws AffineError `store_transport` */
  async readOn(store: Store, chain: { netuid: number; hotkey: string }): Promise<void> {
    const reader = new ShardReader(store, { ...chain, from: this.#position });
    for await (const found of reader.walk()) {
      if (found.kind === "shard") this.#take(found.header, found.records);
    }
    this.#position = reader.position;
  }

  /** Takes records that are in no shard yet. */
  addPending(records: readonly ShardRecord[]): void {
    for (const record of records) this.#remember(record);
  }

  /** Takes an own shard that the contest has read. @param position behind it */
  add(header: SignedShardHeader, records: readonly ShardRecord[]): void {
    if (header.seq > (this.#position.last?.seq ?? -1)) this.#take(header, records);
  }

  /** @param position how far the contest has read our own chain */
  save(position: ReadPosition | undefined): SavedMemory {
    const { known, inspector } = this.#parts;
    const isFurther = (position?.last?.seq ?? -1) > (this.#position.last?.seq ?? -1);
    return {
      position: isFurther && position !== undefined ? position : this.#position,
      lastGrid: this.lastGrid,
      lastDecision: this.lastDecision,
      faults: known.save(),
      opinions: inspector.save(),
    };
  }

  #take(header: SignedShardHeader, records: readonly ShardRecord[]): void {
    this.#parts.known.addHeads(header);
    for (const record of records) this.#remember(record);
  }

  #remember(record: ShardRecord): void {
    const { known, inspector } = this.#parts;
    if (record.kind === "dispute") known.add(record);
    else if (record.kind === "finding") inspector.remember(record.subject, record.reason);
    else if (record.kind === "chain") this.lastGrid = Math.max(this.lastGrid, record.block);
    else if (record.kind === "decision") this.lastDecision = Math.max(this.lastDecision, record.block);
  }
}
