import type { Event } from "./event.ts";
import { MODULUS } from "./track-levels.ts";

/** Rules that a careless reader leaves out: what stands in a log for them is passed over, or done in a simpler way. */
export type Rule = "alias" | "scope" | "cancel" | "undo";

/** A meaning that a name has, from the scope of that depth on. */
interface Meaning {
  cell: number;
  readonly depth: number;
}

/** Does what a log says, line by line. Names mean cells, cells hold values. */
export class Machine {
  readonly #ignored: ReadonlySet<Rule>;
  readonly #values: number[] = [];
  /** What each name means, the meaning of the innermost scope last. */
  readonly #meanings = new Map<string, Meaning[]>();
  /** Names that each open scope has given a meaning, the outermost scope left out. */
  readonly #given: string[][] = [];
  /** Changes that were not taken back, as cell and former value; for a swap two of them. */
  readonly #formerCells: number[] = [];
  readonly #formerValues: number[] = [];
  /** Where each of these changes begins in the two lists. */
  readonly #changes: number[] = [];
  /** How many changes there were when each open scope began, the outermost 0. */
  readonly #begun: number[] = [0];

  constructor(ignored: readonly Rule[] = []) {
    this.#ignored = new Set(ignored);
  }

  /** Scopes that are open, besides the outermost. */
  get depth(): number {
    return this.#given.length;
  }

  /** Changes that an undo could take back now. */
  get undoable(): number {
    return this.#changes.length - (this.#begun.at(-1) as number);
  }

  /** The cell that a name means; a name that nobody has given yet gets a cell that holds 0. */
  cellOf(name: string): number {
    const meaning = this.#meanings.get(name)?.at(-1);
    if (meaning !== undefined) return meaning.cell;
    const cell = this.#values.push(0) - 1;
    this.#meanings.set(name, [{ cell, depth: 0 }]);
    return cell;
  }

  valueOf(name: string): number {
    return this.#values[this.cellOf(name)] as number;
  }

  run(event: Event): void {
    switch (event.kind) {
      case "set":
        this.#change(this.cellOf(event.name), event.value);
        return;
      case "add":
        this.#change(this.cellOf(event.name), (this.valueOf(event.name) + event.value + MODULUS) % MODULUS);
        return;
      case "copy":
        this.#change(this.cellOf(event.name), this.valueOf(event.from));
        return;
      case "swap": {
        const [one, other] = [this.cellOf(event.name), this.cellOf(event.other)];
        const value = this.#values[one] as number;
        this.#change(one, this.#values[other] as number);
        // The second half of the same change.
        this.#keep(other);
        this.#values[other] = value;
        return;
      }
      case "alias":
        if (!this.#ignored.has("alias")) this.#give(event.name, this.cellOf(event.of));
        return;
      case "local":
        if (this.#ignored.has("scope") && this.depth > 0) this.#change(this.cellOf(event.name), event.value);
        else this.#give(event.name, this.#values.push(event.value) - 1);
        return;
      case "begin":
        this.#given.push([]);
        this.#begun.push(this.#changes.length);
        return;
      case "end":
        this.#close();
        return;
      case "cancel":
        if (!this.#ignored.has("cancel")) this.#takeBack(this.undoable);
        this.#close();
        return;
      case "undo":
        if (!this.#ignored.has("undo")) this.#takeBack(Math.min(event.count, this.undoable));
    }
  }

  #give(name: string, cell: number): void {
    const meanings = this.#meanings.get(name);
    const last = meanings?.at(-1);
    if (last !== undefined && last.depth === this.depth) {
      last.cell = cell;
      return;
    }
    this.#given.at(-1)?.push(name);
    if (meanings === undefined) this.#meanings.set(name, [{ cell, depth: this.depth }]);
    else meanings.push({ cell, depth: this.depth });
  }

  #change(cell: number, value: number): void {
    this.#changes.push(this.#formerCells.length);
    this.#keep(cell);
    this.#values[cell] = value;
  }

  #keep(cell: number): void {
    this.#formerCells.push(cell);
    this.#formerValues.push(this.#values[cell] as number);
  }

  #takeBack(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const from = this.#changes.pop() as number;
      while (this.#formerCells.length > from) {
        this.#values[this.#formerCells.pop() as number] = this.#formerValues.pop() as number;
      }
    }
  }

  #close(): void {
    for (const name of this.#given.pop() ?? []) this.#meanings.get(name)?.pop();
    if (this.#begun.length > 1) this.#begun.pop();
  }
}
