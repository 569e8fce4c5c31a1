import type { SharedValues } from "../../core/index.ts";
import type { Entry } from "./contender.ts";
import { compareCommitments } from "./order.ts";
import { rankMillionths } from "./ranking.ts";

/** Everybody in the contest but the champion. */
export class Field {
  readonly #entries = new Map<string, Entry>();
  /** In order of commitment, and those of them that may yet win; `null` after a change. */
  #inOrder: readonly Entry[] | null = null;
  #undecided: readonly Entry[] | null = null;

  /** In order of commitment. */
  get entries(): readonly Entry[] {
    this.#inOrder ??= [...this.#entries.values()].sort((a, b) =>
      compareCommitments(a.contender.committed, b.contender.committed),
    );
    return this.#inOrder;
  }

  /** {@link entries} without those whose trials have ended: most of them, late in a reign. */
  get live(): readonly Entry[] {
    return (this.#undecided ??= this.entries.filter((entry) => !entry.isDecided));
  }

  /** Who has shown everything, in order of commitment. */
  get candidates(): readonly Entry[] {
    return this.live.filter((entry) => entry.isCandidate);
  }

  /** Undecided tests and candidates that were committed before an entry. */
  before({ contender }: Entry): readonly Entry[] {
    return this.live.filter(
      (entry) =>
        (entry.isOpen || entry.isCandidate) && compareCommitments(entry.contender.committed, contender.committed) < 0,
    );
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** In the order in which they came, for {@link add}. */
  save(shared: SharedValues) {
    return [...this.#entries.values()].map((entry) => entry.save(shared));
  }

  add(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    this.#changed();
  }

  remove(id: string): void {
    this.#entries.delete(id);
    this.#changed();
  }

  /** To be called when a trial has ended. */
  decided(): void {
    this.#undecided = null;
  }

  /** A new reign: undecided trials are dropped and will begin again, decided entries go. */
  beginAgain(environments: number): void {
    for (const entry of [...this.#entries.values()]) {
      if (entry.isDecided) this.#entries.delete(entry.id);
      else {
        entry.before = entry.rounds === 0 ? entry.before : rankMillionths(entry, environments);
        entry.trial = null;
      }
    }
    this.#changed();
  }

  #changed(): void {
    this.#inOrder = null;
    this.#undecided = null;
  }
}
