import { ShardReader, type ReadPosition, type ReadProblem, type ShardRead, type Store } from "../../store/index.ts";

/** Walks one validator's chain a stretch of blocks at a time, so that many chains can be read side by side. */
export class ChainCursor {
  readonly #reader: ShardReader;
  #walk: AsyncGenerator<ShardRead | ReadProblem> | undefined;
  #held: ShardRead | undefined;
  #position: ReadPosition;

  /** @param chain `from`: where to go on; the beginning where it is left out */
  constructor(store: Store, chain: { netuid: number; hotkey: string; from?: ReadPosition | undefined }) {
    const { from, ...whose } = chain;
    this.#reader = new ShardReader(store, { ...whose, ...(from === undefined ? {} : { from }) });
    this.#position = this.#reader.position;
  }

  /** Behind the last shard that was taken. */
  get position(): ReadPosition {
    return this.#position;
  }

  /**
   * The next shard that was sealed by a block; `undefined` when the store has no more, or a later one comes next.
   * The same shard comes again until {@link taken} is called.
   *
   * @throws AffineError `store_transport`: call again.
   */
  async next(untilBlock: number, onProblem: (problem: ReadProblem) => void): Promise<ShardRead | undefined> {
    while (this.#held === undefined) {
      this.#walk ??= this.#reader.walk();
      let step: IteratorResult<ShardRead | ReadProblem>;
      try {
        step = await this.#walk.next();
      } catch (error) {
        this.#walk = undefined;
        throw error;
      }
      if (step.done === true) {
        this.#walk = undefined;
        return undefined;
      }
      if (step.value.kind === "problem") onProblem(step.value);
      else this.#held = step.value;
    }
    return (this.#held.header.sealedBlock ?? 0) <= untilBlock ? this.#held : undefined;
  }

  /** Lets go of the shard that {@link next} gave. */
  taken(): void {
    this.#held = undefined;
    this.#position = this.#reader.position;
  }
}
