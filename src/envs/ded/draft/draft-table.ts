import type { Random } from "../../../core/index.ts";
import { nearConditions, nearDefinitions } from "../hidden/near-terms.ts";
import { definitionBounds, type Bounds } from "../task/bounds.ts";
import { definitionColumn } from "../task/definition-column.ts";
import type { Field, Mark, Quantity } from "../task/task.ts";
import { conditionColumn } from "../task/term-columns.ts";

/** Items of the sample that constants are taken from. */
export const SAMPLE = 100;

/** Items of the sample for which a part of a sentence must matter. */
const LEAST_DIFFERENT = 4;
/** Draws of one sentence. */
const ATTEMPTS = 25;

/** What a draft has so far: names with their bounds, their values for a sample of items, and which are not used yet. */
export class DraftTable {
  readonly fields: readonly Field[];
  readonly mostItems: number;
  readonly quantities: Quantity[] = [];
  readonly marks: Mark[] = [];
  readonly parameters: string[] = [];
  readonly bounds = new Map<string, Bounds>();
  readonly columns = new Map<string, Float64Array>();
  readonly unused = new Set<string>();
  readonly #varieties = new Map<string, number>();
  readonly #random: Random;
  readonly #checked: boolean;
  readonly #names: { quantities: string[]; marks: string[]; parameters: string[] };

  /** @param checked false for drafts that only readers learn from: parts may then matter to no item. */
  constructor(
    fields: readonly Field[],
    mostItems: number,
    names: { quantities: string[]; marks: string[]; parameters: string[] },
    random: Random,
    checked = true,
  ) {
    this.#checked = checked;
    this.fields = fields;
    this.mostItems = mostItems;
    this.#random = random;
    this.#names = names;
    for (const { name, low, high } of fields) {
      this.bounds.set(name, { low, high });
      const column = new Float64Array(SAMPLE);
      for (let at = 0; at < SAMPLE; at += 1) column[at] = random.between(low, high);
      this.columns.set(name, column);
      this.unused.add(name);
    }
  }

  /** A quantity that is known by name; one that nothing uses yet, mostly. */
  pick(fits: (name: string) => boolean = () => true): string | null {
    const fresh = [...this.unused].filter(fits);
    const all = [...this.bounds.keys()].filter(fits);
    if (all.length === 0) return null;
    const name = fresh.length > 0 && this.#random.chance(4, 5) ? this.#random.pick(fresh) : this.#random.pick(all);
    this.unused.delete(name);
    return name;
  }

  /** Adds a quantity, `null` if its numbers may grow too large, or if some part of it matters to next to no item. */
  addQuantity(is: Quantity["is"]): string | null {
    const bounds = definitionBounds(is, this.bounds, this.mostItems);
    const limit = is.how === "total" ? 1e12 : 1e9;
    if (Math.max(-bounds.low, bounds.high) > limit) return null;
    const column = definitionColumn(is, this.columns, SAMPLE);
    const variety = varietyOf(column);
    if (variety < 3) return null;
    if (this.#checked && !this.#everyPartMatters(is, column)) return null;
    const name = this.#names.quantities.pop();
    if (name === undefined) return null;
    this.quantities.push({ name, is });
    this.bounds.set(name, bounds);
    this.columns.set(name, column);
    this.#varieties.set(name, variety);
    this.unused.add(name);
    return name;
  }

  /** Adds a mark, `null` unless it divides the items well and all of it matters. */
  addMark(when: Mark["when"]): string | null {
    const column = conditionColumn(when, this.columns, SAMPLE);
    const share = column.reduce((sum, one) => sum + one, 0) / SAMPLE;
    if (share < 0.15 || share > 0.85) return null;
    for (const near of this.#checked ? nearConditions(when) : []) {
      if (!differs(column, conditionColumn(near, this.columns, SAMPLE))) return null;
    }
    const name = this.#names.marks.pop();
    if (name === undefined) return null;
    this.marks.push({ name, when });
    return name;
  }

  /** The first thing that is not refused; what refused ones were made of counts as unused again. */
  attempt<Made>(make: () => Made | null): Made | null {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const unused = [...this.unused];
      const made = make();
      if (made !== null) return made;
      this.unused.clear();
      for (const name of unused) this.unused.add(name);
    }
    return null;
  }

  #everyPartMatters(is: Quantity["is"], column: ArrayLike<number>): boolean {
    const shows = (other: ArrayLike<number>): boolean => differs(column, other);
    if (!nearDefinitions(is).every((near) => shows(definitionColumn(near, this.columns, SAMPLE)))) return false;
    const looksAround = is.how !== "value" && is.how !== "choice";
    return !looksAround || shows(definitionColumn(is, this.columns, SAMPLE, true));
  }

  addParameter(): string {
    const name = this.#names.parameters.pop() ?? "Z";
    this.parameters.push(name);
    return name;
  }

  /** Different values of a quantity in the sample. */
  variety(name: string): number {
    let variety = this.#varieties.get(name);
    if (variety === undefined) this.#varieties.set(name, (variety = varietyOf(this.columns.get(name) ?? [])));
    return variety;
  }
}

function varietyOf(column: Iterable<number>): number {
  return new Set(column).size;
}

/** True if two columns differ where it shows: at the first item, where the one before it is told, or at several. */
function differs(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  let different = 0;
  for (let at = 0; at < SAMPLE; at += 1) {
    if (a[at] === b[at]) continue;
    different += at === 0 ? LEAST_DIFFERENT : 1;
    if (different >= LEAST_DIFFERENT) return true;
  }
  return false;
}
