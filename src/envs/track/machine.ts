import type { Event } from "./event.ts";
import { MODULUS } from "./track-levels.ts";

/** Rules that a careless reader leaves out: what stands in a log for them is passed over, or done in a simpler way. */
export type Rule =
  | "alias"
  /** A name means the cell that the other one meant then, whatever that one means later. */
  | "alias is of a cell"
  /** Sums are taken modulo {@link MODULUS}. */
  | "modulo"
  | "scope"
  | "cancel"
  /** Cancel takes back changes of scopes within its own, too. */
  | "cancel within"
  /** What a cancel has taken back is out of mind. */
  | "cancel clears"
  /** A cancel is no change. */
  | "cancel is none"
  | "undo"
  /** Undo stops where the innermost open scope begins. */
  | "undo stops"
  /** An undo that says more than there is takes back what there is. */
  | "undo takes the rest"
  /** What an undo has taken back does not count for the next one. */
  | "undo goes on"
  /** Undo takes back changes of scopes that were closed within its own, too. */
  | "undo within"
  /** An undo is no change. */
  | "undo is none"
  /** Changes of scopes that "end" has closed can still be taken back. */
  | "end keeps"
  /** A swap is one change. */
  | "swap is one"
  /** That a name means something else is no change. */
  | "meaning is none";

/** Names that go round in a circle mean what the last of so many does. */
const MOST_HOPS = 8;

/** A meaning that a name has, from the scope of that depth on. */
interface Meaning {
  cell: number;
  /** For who goes by names: the other name. */
  of?: string | undefined;
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
  /** How many scopes were open at each of these changes. */
  readonly #depths: number[] = [];
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
    return Math.max(0, this.#changes.length - (this.#begun.at(-1) as number));
  }

  /** The cell that a name means; a name that nobody has given yet gets a cell that holds 0. */
  cellOf(name: string): number {
    let meaning = this.#meanings.get(name)?.at(-1);
    for (let hops = 0; meaning?.of !== undefined && hops < MOST_HOPS; hops += 1) {
      meaning = this.#meanings.get(meaning.of)?.at(-1) ?? meaning;
    }
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
        this.#add(event.name, event.value);
        return;
      case "copy":
        this.#change(this.cellOf(event.name), this.valueOf(event.from));
        return;
      case "swap": {
        const [one, other] = [this.cellOf(event.name), this.cellOf(event.other)];
        const value = this.#values[one] as number;
        this.#change(one, this.#values[other] as number);
        // The second half of the same change.
        if (this.#ignored.has("swap is one")) this.#newChange();
        this.#keep(other);
        this.#values[other] = value;
        return;
      }
      case "alias":
        if (!this.#ignored.has("alias")) {
          this.#give(event.name, this.cellOf(event.of), this.#ignored.has("alias is of a cell") ? event.of : undefined);
        }
        if (this.#ignored.has("meaning is none")) this.#newChange();
        return;
      case "local":
        if (this.#ignored.has("scope") && this.depth > 0) this.#change(this.cellOf(event.name), event.value);
        else this.#give(event.name, this.#values.push(event.value) - 1);
        if (this.#ignored.has("meaning is none")) this.#newChange();
        return;
      case "begin":
        this.#given.push([]);
        this.#begun.push(this.#changes.length);
        return;
      case "end":
        if (this.#ignored.has("end keeps")) this.#forget(this.undoable);
        this.#close();
        return;
      case "cancel":
        this.#cancel();
        this.#close();
        if (this.#ignored.has("cancel is none")) this.#newChange();
        return;
      case "undo":
        this.#undo(event.count);
    }
  }

  #add(name: string, step: number): void {
    const sum = this.valueOf(name) + step;
    this.#change(this.cellOf(name), this.#ignored.has("modulo") ? sum : (sum + MODULUS) % MODULUS);
  }

  #cancel(): void {
    if (this.#ignored.has("cancel")) return;
    if (this.#ignored.has("cancel clears")) this.#repeat(this.undoable);
    else this.#takeBack(this.undoable, this.#ignored.has("cancel within"));
  }

  #undo(count: number): void {
    if (this.#ignored.has("undo")) return;
    if (this.#ignored.has("undo takes the rest") && count > this.undoable) return;
    const most = this.#ignored.has("undo stops") ? this.#changes.length : this.undoable;
    if (this.#ignored.has("undo goes on")) this.#repeat(Math.min(count, most));
    else if (this.#ignored.has("undo within")) this.#takeBack(Math.min(count, this.#ownLatest()));
    else this.#takeBack(Math.min(count, most));
    if (this.#ignored.has("undo is none")) this.#newChange();
  }

  #give(name: string, cell: number, of?: string): void {
    const meanings = this.#meanings.get(name);
    const last = meanings?.at(-1);
    if (last !== undefined && last.depth === this.depth) {
      last.cell = cell;
      last.of = of;
      return;
    }
    this.#given.at(-1)?.push(name);
    if (meanings === undefined) this.#meanings.set(name, [{ cell, of, depth: this.depth }]);
    else meanings.push({ cell, of, depth: this.depth });
  }

  #change(cell: number, value: number): void {
    this.#newChange();
    this.#keep(cell);
    this.#values[cell] = value;
  }

  #newChange(): void {
    this.#changes.push(this.#formerCells.length);
    this.#depths.push(this.depth);
  }

  #keep(cell: number): void {
    this.#formerCells.push(cell);
    this.#formerValues.push(this.#values[cell] as number);
  }

  /** Takes the latest changes back; with `own`, those of scopes that were closed since only go out of mind. */
  #takeBack(count: number, own = false): void {
    for (let left = count; left > 0; left -= 1) {
      const from = this.#changes.pop() as number;
      const isOwn = this.#depths.pop() === this.depth;
      while (this.#formerCells.length > from) {
        const [cell, value] = [this.#formerCells.pop() as number, this.#formerValues.pop() as number];
        if (isOwn || !own) this.#values[cell] = value;
      }
    }
  }

  /** Gives cells what they held before the latest changes, which stay the latest. */
  #repeat(count: number): void {
    const from = this.#changes[this.#changes.length - count] ?? this.#formerCells.length;
    for (let at = this.#formerCells.length - 1; at >= from; at -= 1) {
      this.#values[this.#formerCells[at] as number] = this.#formerValues[at] as number;
    }
  }

  /** The latest changes can no longer be taken back. */
  #forget(count: number): void {
    const left = this.#changes.length - count;
    this.#formerCells.length = this.#formerValues.length = this.#changes[left] ?? this.#formerCells.length;
    this.#changes.length = this.#depths.length = left;
  }

  /** How many of the latest changes are of the innermost open scope itself. */
  #ownLatest(): number {
    let count = 0;
    while (count < this.undoable && this.#depths[this.#depths.length - 1 - count] === this.depth) count += 1;
    return count;
  }

  #close(): void {
    for (const name of this.#given.pop() ?? []) this.#meanings.get(name)?.pop();
    if (this.#begun.length > 1) this.#begun.pop();
  }
}
