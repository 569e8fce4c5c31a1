/** Blocks that the first futile test of a coldkey makes it wait; each further one doubles that, four times at most. */
const BACK_OFF_BLOCKS = 7200;
const BACK_OFF_DOUBLINGS = 4;

/** Coldkeys and their futile tests: how long each must wait before its next one. */
export class Coldkeys {
  readonly #futile = new Map<string, { count: number; block: number }>();

  /** A test of this coldkey came to nothing. */
  addFutile(coldkey: string, block: number): void {
    const count = (this.#futile.get(coldkey)?.count ?? 0) + 1;
    this.#futile.set(coldkey, { count, block });
  }

  /** A test of this coldkey won a crown: what came before is forgotten. */
  clear(coldkey: string): void {
    this.#futile.delete(coldkey);
  }

  save() {
    return [...this.#futile];
  }

  load(futile: ReturnType<Coldkeys["save"]>): void {
    for (const [coldkey, tests] of futile) this.#futile.set(coldkey, tests);
  }

  futile(coldkey: string): number {
    return this.#futile.get(coldkey)?.count ?? 0;
  }

  /** First block at which it may be admitted again; 0 when it need not wait. */
  mayEnterAt(coldkey: string): number {
    const futile = this.#futile.get(coldkey);
    if (futile === undefined) return 0;
    return futile.block + BACK_OFF_BLOCKS * 2 ** Math.min(futile.count - 1, BACK_OFF_DOUBLINGS);
  }
}
