import type { SharedValues } from "../core/index.ts";
import { loadSnapshot, saveSnapshot, snapshotHash, type AcceptedSnapshot } from "./choose-snapshot.ts";

/** What the chain says as it counts at the moment, and where that began. */
export class SnapshotInForce {
  readonly #known: readonly string[];
  readonly #roots: string[] = [];
  #accepted: AcceptedSnapshot | null = null;

  /** @param known hashes of the roots, as far as they are known */
  constructor(known: readonly string[] = []) {
    this.#known = known;
  }

  get accepted(): AcceptedSnapshot | null {
    return this.#accepted;
  }

  /** Hashes of the snapshots that rested on their own list, oldest first. */
  get roots(): readonly string[] {
    return this.#roots;
  }

  /** What the next root must be, where that is known. */
  get nextRoot(): string | undefined {
    return this.#known[this.#roots.length];
  }

  take(accepted: AcceptedSnapshot): void {
    this.#accepted = accepted;
    if (accepted.isRoot) this.#roots.push(snapshotHash(accepted.record));
  }

  save(shared: SharedValues) {
    return { accepted: this.#accepted && saveSnapshot(this.#accepted, shared), roots: this.#roots };
  }

  load({ accepted, roots }: ReturnType<SnapshotInForce["save"]>, shared: SharedValues): void {
    this.#accepted = accepted && loadSnapshot(accepted, shared);
    this.#roots.push(...roots);
  }
}
