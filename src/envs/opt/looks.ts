/** How many choices may still be looked at. Only those that keep all constraints count: what does not fit is free. */
export class Looks {
  left: number;

  constructor(left: number) {
    this.left = left;
  }

  /** As many as are wanted. */
  static get free(): Looks {
    return new Looks(Infinity);
  }
}
