/** Parts of a text, in order, none within another. */
export class Spans {
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  /** Parts come by their ends: what is within a later one becomes a part of that. */
  add(from: number, to: number): void {
    let least = from;
    while (this.#to.length > 0 && (this.#to.at(-1) as number) > from) {
      this.#to.pop();
      least = Math.min(least, this.#from.pop() as number);
    }
    this.#from.push(least);
    this.#to.push(to);
  }

  /** True for a place within one of them. */
  hold(at: number): boolean {
    let [low, high] = [0, this.#from.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#from[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low > 0 && at < (this.#to[low - 1] as number);
  }
}
