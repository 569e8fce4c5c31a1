/** A value whose type is not known, because the code that would make it is never reached. */
const ANY = 0;
/** The value is no fresh result of a float operation. */
export const NO_SITE = -1;

interface Frame {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  /** What a branch to it takes along: a loop starts again with its parameters. */
  readonly label: readonly number[];
  /** Values below it belong to the code around. */
  readonly height: number;
  unreachable: boolean;
}

/**
 * The operand stack of a function as the instructions pass by (the validation algorithm of the core specification,
 * appendix): how high it gets, the types on it, and which values are fresh results of float operations that are still
 * to be made canonical.
 */
export class OperandStack {
  highest = 0;
  readonly #types: number[] = [];
  readonly #sites: number[] = [];
  readonly #frames: Frame[] = [];
  readonly #needed: (site: number) => void;

  /** @param needed is told of each float result whose bits somebody may see. */
  constructor(results: readonly number[], needed: (site: number) => void) {
    this.#needed = needed;
    this.#frames.push({ parameters: [], results, label: results, height: 0, unreachable: false });
  }

  /** Blocks open, the function's own included. */
  get depth(): number {
    return this.#frames.length;
  }

  get reachable(): boolean {
    return !this.#frame().unreachable;
  }

  push(type: number, site = NO_SITE): void {
    this.#types.push(type);
    this.#sites.push(site);
    if (this.#types.length > this.highest) this.highest = this.#types.length;
  }

  pushAll(types: readonly number[]): void {
    for (const type of types) this.push(type);
  }

  /**
   * @param ignoresBits whether it makes no difference to the taker which NaN it gets.
   * @throws TypeError if nothing is there, or another type than expected.
   */
  pop(expected: number = ANY, ignoresBits = false): number {
    const frame = this.#frame();
    if (this.#types.length === frame.height) {
      if (frame.unreachable) return expected;
      throw new TypeError("an instruction without its operand");
    }
    const type = this.#types.pop() ?? ANY;
    const site = this.#sites.pop() ?? NO_SITE;
    if (type !== expected && type !== ANY && expected !== ANY) throw new TypeError("an operand of the wrong type");
    if (!ignoresBits && site !== NO_SITE) this.#needed(site);
    return type;
  }

  popAll(types: readonly number[]): void {
    for (let index = types.length - 1; index >= 0; index -= 1) this.pop(types[index]);
  }

  open(parameters: readonly number[], results: readonly number[], loops = false): void {
    this.popAll(parameters);
    const label = loops ? parameters : results;
    this.#frames.push({ parameters, results, label, height: this.#types.length, unreachable: false });
    this.pushAll(parameters);
  }

  /** Ends a block's first part; the next one (`else`, `catch`) starts with `types` on the stack. */
  next(types: readonly number[] | "parameters"): void {
    const { parameters, results, label, height } = this.#close();
    this.#frames.push({ parameters, results, label, height, unreachable: false });
    this.pushAll(types === "parameters" ? parameters : types);
  }

  close(): void {
    this.pushAll(this.#close().results);
  }

  /** What follows is never reached. */
  markUnreachable(): void {
    const frame = this.#frame();
    while (this.#types.length > frame.height) this.pop();
    frame.unreachable = true;
  }

  /** What a branch takes along. */
  labelAt(depth: number): readonly number[] {
    return this.#at(depth).label;
  }

  #close(): Frame {
    const frame = this.#frame();
    this.popAll(frame.results);
    if (this.#types.length !== frame.height) throw new TypeError("a block that leaves values behind");
    this.#frames.pop();
    return frame;
  }

  #frame(): Frame {
    return this.#at(0);
  }

  #at(depth: number): Frame {
    const frame = this.#frames[this.#frames.length - 1 - depth];
    if (frame === undefined) throw new TypeError("a branch out of the function");
    return frame;
  }
}
