import type { ChampionRules } from "../../../replay/index.ts";
import type { Deviation } from "../../deviation.ts";
import type { Findings } from "../../findings.ts";

const CODE = "dropped_decision";

interface Written {
  readonly blocks: Set<number>;
  firstSealed: number;
  lastSealed: number;
}

/**
 * Finds decisions that a validator left out: at every grid block that the replay decided, while it was sealing shards,
 * it has one on record. A validator that stood still for long does not write what it passes on its way.
 */
export class DecisionCoverage {
  /** Blocks of sealing after a grid block by which its decision is on record. */
  readonly #patience: number;
  readonly #findings: Findings;
  readonly #decided: number[] = [];
  readonly #written = new Map<string, Written>();

  constructor({ deadlineBlocks, gridBlocks }: ChampionRules, findings: Findings) {
    this.#patience = 4 * deadlineBlocks + 2 * gridBlocks;
    this.#findings = findings;
  }

  decided(block: number): void {
    this.#decided.push(block);
  }

  written(validator: string, block: number): void {
    this.#of(validator).blocks.add(block);
  }

  sealed(validator: string, block: number): void {
    const known = this.#of(validator);
    known.firstSealed = Math.min(known.firstSealed, block);
    known.lastSealed = Math.max(known.lastSealed, block);
  }

  finish(): void {
    const decided = this.#decided.sort((a, b) => a - b);
    for (const [validator, { blocks, firstSealed, lastSealed }] of this.#written) {
      // Due from then on, or from its first decision that the replay decided too: any other proves nothing.
      const firstWritten = decided.find((block) => blocks.has(block)) ?? Infinity;
      const first = Math.min(firstWritten, firstSealed + this.#patience);
      const expected = decided.filter((block) => block >= first && block + this.#patience <= lastSealed);
      let run: number[] = [];
      for (const block of [...expected, Infinity]) {
        const isMissing = block !== Infinity && !blocks.has(block);
        // It may have stood in a shard that is damaged or missing, of up to so many blocks later.
        const isLost = isMissing && this.#findings.hasCause({ code: CODE, block }, block + this.#patience);
        if (isMissing && !isLost) run.push(block);
        else {
          this.#tell(validator, run);
          run = [];
        }
        if (isLost) this.#tell(validator, [block]);
      }
    }
  }

  #tell(validator: string, run: readonly number[]): void {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    const deviation: Deviation = {
      code: CODE,
      validator,
      record: null,
      block: first,
      round: null,
      message:
        first === last
          ? `its decision as of block ${first} is not on record`
          : `its decisions as of blocks ${first} to ${last} are not on record`,
      evidence: { first, last, missing: run.length },
    };
    this.#findings.derive(deviation, last + this.#patience);
  }

  #of(validator: string): Written {
    let known = this.#written.get(validator);
    if (known === undefined) {
      this.#written.set(validator, (known = { blocks: new Set(), firstSealed: Infinity, lastSealed: -1 }));
    }
    return known;
  }
}
