import type { SharedValues } from "../core/index.ts";
import type { ContestReplayOptions } from "./replay-options.ts";
import { loadSnapshot, saveSnapshot, snapshotHash, type AcceptedSnapshot } from "./choose-snapshot.ts";

/** What the chain says as it counts at the moment, and where that began. */
export class SnapshotInForce {
  readonly #known: readonly string[];
  readonly #onNote: ContestReplayOptions["onNote"];
  readonly #roots: string[] = [];
  #accepted: AcceptedSnapshot | null = null;

  /** @param options `roots`: hashes of the roots, as far as they are known */
  constructor({ roots = [], onNote }: Pick<ContestReplayOptions, "roots" | "onNote">) {
    this.#known = roots;
    this.#onNote = onNote;
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

  take(accepted: AcceptedSnapshot, block: number): void {
    this.#accepted = accepted;
    if (!accepted.isRoot) return;
    this.#roots.push(snapshotHash(accepted.record));
    const hotkeys = accepted.shares.map(({ hotkey }) => hotkey);
    this.#onNote?.({ code: "root", block, hotkeys, detail: "the chain's list speaks for itself" });
  }

  save(shared: SharedValues) {
    return { accepted: this.#accepted && saveSnapshot(this.#accepted, shared), roots: this.#roots };
  }

  load({ accepted, roots }: ReturnType<SnapshotInForce["save"]>, shared: SharedValues): void {
    this.#accepted = accepted && loadSnapshot(accepted, shared);
    this.#roots.push(...roots);
  }
}
