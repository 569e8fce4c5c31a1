import { AffineError } from "../core/index.ts";

/** How many sessions there may be at once, over all doors that keep any. */
export class SessionSlots {
  readonly most: number;
  #taken = 0;

  constructor(most: number) {
    this.most = most;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a slot; the function gives it back, once. @throws AffineError `overloaded` when none is free. */
  take(): () => void {
    if (this.#taken >= this.most) {
      throw new AffineError("overloaded", `All ${this.most} sessions are taken.`, {
        hint: "Close sessions that are done, or start the server with a higher --sessions.",
      });
    }
    this.#taken += 1;
    let isMine = true;
    return () => {
      if (isMine) this.#taken -= 1;
      isMine = false;
    };
  }
}
