/** By item: the other items of its constraints of one kind, and a figure of each. Packed, for speed alone. */
export class Links {
  /** Where the links of each item begin in the other two, and behind the last one where they end. */
  readonly from: Int32Array;
  readonly others: Int32Array;
  readonly parts: Float64Array;

  /** @param links item, other item and figure of each link, one behind the other */
  constructor(count: number, links: readonly number[]) {
    const total = links.length / 3;
    this.from = new Int32Array(count + 1);
    this.others = new Int32Array(total);
    this.parts = new Float64Array(total);
    for (let at = 0; at < links.length; at += 3) (this.from[(links[at] as number) + 1] as number) += 1;
    for (let item = 0; item < count; item += 1) (this.from[item + 1] as number) += this.from[item] as number;
    const next = this.from.slice();
    for (let at = 0; at < links.length; at += 3) {
      const item = links[at] as number;
      const place = next[item] as number;
      next[item] = place + 1;
      this.others[place] = links[at + 1] as number;
      this.parts[place] = links[at + 2] as number;
    }
  }
}
