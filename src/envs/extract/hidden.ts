import { isQuoted } from "./mentions.ts";

const OPEN = "<!--";
const CLOSE = "-->";
/** HTML comments: what nobody is shown is no answer. */
export class Comments {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** Where one begins that never ends, or -1: what stands behind may be hidden and may not. */
  readonly unclosed: number = -1;

  constructor(text: string, start: number) {
    for (let at = text.indexOf(OPEN, start); at !== -1; at = text.indexOf(OPEN, at)) {
      if (isQuoted(text, at, at + OPEN.length)) {
        at += OPEN.length;
        continue;
      }
      const close = text.indexOf(CLOSE, at + 2);
      if (close === -1) {
        this.unclosed = at;
        return;
      }
      this.#from.push(at);
      this.#to.push(close + CLOSE.length);
      at = close + CLOSE.length;
    }
  }

  /** True for a place within a comment that ends. */
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
