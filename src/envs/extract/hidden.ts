import { isQuoted } from "./mentions.ts";
import { Spans } from "./spans.ts";

const OPEN = "<!--";
const CLOSE = "-->";
/** HTML comments: what nobody is shown is no answer. */
export class Comments {
  readonly #spans = new Spans();
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
      this.#spans.add(at, close + CLOSE.length);
      at = close + CLOSE.length;
    }
  }

  /** True for a place within a comment that ends. */
  hold(at: number): boolean {
    return this.#spans.hold(at);
  }
}
