import type { DisputeRecord, SignedShardHeader } from "../../record/index.ts";

/** What was found out about peers' records before: from our own records, so that a restart need not evaluate anew. */
export class KnownFaults {
  readonly #faults = new Map<string, string>();
  readonly #evaluated = new Map<string, number>();

  /** A fault that stands in a record of ours. */
  add({ validator, seq, hotkey, challenge, reason }: Omit<DisputeRecord, "v" | "kind" | "said" | "found">): void {
    this.#faults.set(key(validator, seq, hotkey, challenge), reason);
  }

  /** A header of ours: what it lists was evaluated. */
  addHeads({ heads }: Pick<SignedShardHeader, "heads">): void {
    for (const { hotkey, seq } of heads) this.setEvaluated(hotkey, seq);
  }

  setEvaluated(hotkey: string, seq: number): void {
    this.#evaluated.set(hotkey, Math.max(seq, this.#evaluated.get(hotkey) ?? -1));
  }

  /** Whether a shard was evaluated before; its faults are then known. */
  isEvaluated(hotkey: string, seq: number): boolean {
    return seq <= (this.#evaluated.get(hotkey) ?? -1);
  }

  /** What is needed yet: a shard that was evaluated is not evaluated again. */
  save() {
    const faults = [...this.#faults].filter(([name]) => {
      const [validator = "", seq] = name.split(" ");
      return !this.isEvaluated(validator, Number(seq));
    });
    return { faults, evaluated: [...this.#evaluated] };
  }

  load({ faults, evaluated }: ReturnType<KnownFaults["save"]>): void {
    for (const [name, reason] of faults) this.#faults.set(name, reason);
    for (const [hotkey, seq] of evaluated) this.setEvaluated(hotkey, seq);
  }

  reasonOf(
    validator: string,
    seq: number,
    { hotkey, challenge }: { hotkey: string; challenge: string },
  ): string | undefined {
    return this.#faults.get(key(validator, seq, hotkey, challenge));
  }
}

function key(...parts: readonly (string | number)[]): string {
  return parts.join(" ");
}
