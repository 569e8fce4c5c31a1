import { validatorShares, type StakedShare, type ValidatorStake } from "../../mechanism/index.ts";
import { byKey } from "../by-key.ts";
import { isMajority } from "../majority.ts";
import type { ReplayShard } from "../replay-shard.ts";

/** Most names that are kept of one validator, so that made-up ones cannot keep a reader busy. */
const MOST_NAMES = 256;

/**
 * What the validators that the chain shows now say of the past: whose chains they have read, and where everything
 * began. What a majority of them says, a reader that starts now goes by; one alone binds nobody.
 */
export class PresentWords {
  #present: readonly StakedShare[] = [];
  readonly #self: string | undefined;
  readonly #rules: string;
  readonly #names = new Map<string, Set<string>>();
  readonly #roots = new Map<string, { block: number; roots: readonly string[] }>();

  /** @param self the reader's own hotkey: its own word needs nobody else's */
  constructor(present: readonly ValidatorStake[], { rules, self }: { rules: string; self?: string | undefined }) {
    this.#self = self;
    this.#rules = rules;
    this.seePresent(present);
  }

  /** Whose words count from now on. */
  seePresent(present: readonly ValidatorStake[]): void {
    this.#present = validatorShares(present.filter(({ hotkey }) => hotkey !== this.#self));
  }

  heard({ header, records }: ReplayShard): void {
    const { hotkey } = header;
    // Whose word counts is asked later: who takes part then is not known from the shard.
    if (header.rules !== this.#rules) return;
    for (const { hotkey: name } of header.heads) this.#named(hotkey, name);
    for (const record of records) {
      if (record.kind === "chain") for (const { hotkey: name } of record.validators) this.#named(hotkey, name);
      if (record.kind !== "decision" || record.roots === undefined) continue;
      if (record.block >= (this.#roots.get(hotkey)?.block ?? -1)) {
        this.#roots.set(hotkey, { block: record.block, roots: record.roots });
      }
    }
  }

  /** Everybody's words, whoever takes part. */
  save() {
    return {
      names: byKey(this.#names).map(([name, by]) => [name, [...by].sort()] as const),
      roots: byKey(this.#roots),
    };
  }

  load({ names, roots }: ReturnType<PresentWords["save"]>): void {
    for (const [name, by] of names) this.#names.set(name, new Set(by));
    for (const [hotkey, word] of roots) this.#roots.set(hotkey, word);
  }

  /** Validators that must be read: by a majority's word, or by our own. */
  names(): string[] {
    return [...this.#names]
      .filter(
        ([, by]) => (this.#self !== undefined && by.has(this.#self)) || this.#isMajority((hotkey) => by.has(hotkey)),
      )
      .map(([name]) => name);
  }

  /** The roots that a majority names, as far as they agree. */
  roots(): readonly string[] {
    const roots: string[] = [];
    for (;;) {
      const place = roots.length;
      const agree = [...this.#roots].filter(([, word]) => roots.every((root, at) => word.roots[at] === root));
      const next = [...new Set(agree.flatMap(([, word]) => word.roots[place] ?? []))].find((root) => {
        const by = new Set(agree.filter(([, word]) => word.roots[place] === root).map(([hotkey]) => hotkey));
        return this.#isMajority((hotkey) => by.has(hotkey));
      });
      if (next === undefined) return roots;
      roots.push(next);
    }
  }

  #isMajority(isOne: (hotkey: string) => boolean): boolean {
    return isMajority(isOne, this.#present);
  }

  #named(by: string, name: string): void {
    const known = this.#names.get(name);
    if (known?.has(by) === true) return;
    const mine = [...this.#names.values()].filter((namers) => namers.has(by)).length;
    if (mine >= MOST_NAMES) return;
    if (known === undefined) this.#names.set(name, new Set([by]));
    else known.add(by);
  }
}
