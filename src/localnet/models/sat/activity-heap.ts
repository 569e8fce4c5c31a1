/** Variables (from 0) in order of activity: a binary heap that knows where each of its members stands. */
export class ActivityHeap {
  readonly #activity: Float64Array;
  readonly #place: Int32Array;
  readonly #heap: number[] = [];
  #increment = 1;

  constructor(variableCount: number) {
    this.#activity = new Float64Array(variableCount);
    this.#place = new Int32Array(variableCount).fill(-1);
  }

  /** Puts a variable in; nothing happens when it is there already. */
  add(variable: number): void {
    if (this.#at(variable) !== -1) return;
    this.#heap.push(variable);
    this.#rise(this.#heap.length - 1);
  }

  /** Takes the most active variable out. */
  pop(): number | undefined {
    const top = this.#heap[0];
    const last = this.#heap.pop();
    if (top === undefined || last === undefined) return undefined;
    this.#place[top] = -1;
    if (last !== top) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return top;
  }

  /** Makes a variable more active. */
  bump(variable: number): void {
    this.#activity[variable] = this.#of(variable) + this.#increment;
    if (this.#of(variable) > 1e100) {
      // Only the order counts, so all shrink together before a double overflows.
      for (let each = 0; each < this.#activity.length; each += 1) this.#activity[each] = this.#of(each) * 1e-100;
      this.#increment *= 1e-100;
    }
    const place = this.#at(variable);
    if (place !== -1) this.#rise(place);
  }

  /** Makes all earlier bumps count for less. */
  decay(): void {
    this.#increment /= 0.95;
  }

  #of(variable: number): number {
    return this.#activity[variable] ?? 0;
  }

  #at(variable: number): number {
    return this.#place[variable] ?? -1;
  }

  #member(place: number): number {
    return this.#heap[place] ?? 0;
  }

  #put(variable: number, place: number): void {
    this.#heap[place] = variable;
    this.#place[variable] = place;
  }

  #rise(from: number): void {
    const variable = this.#member(from);
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#of(this.#member(parent)) >= this.#of(variable)) break;
      this.#put(this.#member(parent), place);
      place = parent;
    }
    this.#put(variable, place);
  }

  #sink(from: number): void {
    const variable = this.#member(from);
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && this.#of(this.#member(child + 1)) > this.#of(this.#member(child)))
        child += 1;
      if (this.#of(this.#member(child)) <= this.#of(variable)) break;
      this.#put(this.#member(child), place);
      place = child;
    }
    this.#put(variable, place);
  }
}
