import type { RolloutRecord } from "../../../record/index.ts";
import { ShardReader, type ReadPosition, type Store } from "../../../store/index.ts";

/** Places kept of each chain in the window at least: how much more than the window is read after a restart. */
const MARKS = 32;

interface Mark {
  readonly block: number;
  readonly position: ReadPosition;
}

/**
 * Where in each chain the window of scores begins, so that a restart reads that much for the table of scores, and no
 * more. It decides nothing.
 */
export class ScoreTrail {
  readonly #windowBlocks: number;
  readonly #marks = new Map<string, Mark[]>();

  constructor(windowBlocks: number) {
    this.#windowBlocks = windowBlocks;
  }

  /** Takes note that a chain was read. @param lastBlock of the shard @param position behind it */
  passed(hotkey: string, lastBlock: number, position: ReadPosition): void {
    const marks = this.#marks.get(hotkey) ?? [];
    this.#marks.set(hotkey, marks);
    const newest = marks.at(-1)?.block ?? -Infinity;
    if (lastBlock < newest + this.#windowBlocks / MARKS) return;
    marks.push({ block: lastBlock, position });
    while ((marks[1]?.block ?? Infinity) < lastBlock - this.#windowBlocks) marks.shift();
  }

  /** Behind the last shard of each chain that lies before the window. */
  save(headBlock: number): [hotkey: string, position: ReadPosition][] {
    return [...this.#marks].flatMap(([hotkey, marks]) => {
      const mark = marks.findLast(({ block }) => block < headBlock - this.#windowBlocks);
      return mark === undefined ? [] : [[hotkey, mark.position] as [string, ReadPosition]];
    });
  }
}

/**
 * Reads the rollouts of a window again: each chain from where the window begins to where the contest goes on.
 *
 * @param chains by hotkey `from`, the beginning where it is left out, and the last shard `to`
 * @throws AffineError `store_transport`
 */
export async function readScores(
  chains: ReadonlyMap<string, { readonly from?: ReadPosition | undefined; readonly to: number; readonly store: Store }>,
  netuid: number,
  onRollout: (record: RolloutRecord, validator: string) => void,
): Promise<void> {
  for (const [hotkey, { from, to, store }] of chains) {
    const reader = new ShardReader(store, { netuid, hotkey, ...(from === undefined ? {} : { from }) });
    for await (const found of reader.walk()) {
      if (found.kind === "problem") continue;
      if (found.header.seq > to) break;
      for (const record of found.records) if (record.kind === "rollout") onRollout(record, hotkey);
    }
  }
}
