import { AffineError } from "../../../core/index.ts";
import type { ChainState, Sealed, SubnetState, WeightsCommit } from "./chain-state.ts";
import { isEpochDue } from "./epoch.ts";

/*
 * What a block opens. Decrypting takes time and the beacon's secret, so it is not done while a block is executed: the
 * producer opens what is due beforehand and writes what was inside into the block, and a replay reads it there.
 */

/** What was inside, lower-case hexadecimal; `null` for what does not open. */
export type Opened = string | null;

/** What the block after this state opens, in the order in which a block lists it. */
export function dueSeals(state: ChainState): readonly Sealed[] {
  const block = state.number + 1;
  return [...state.subnets.values()].flatMap((subnet) => [
    ...dueCommits(subnet, block),
    ...[...subnet.sealed.values()].filter(({ round }) => round <= block),
  ]);
}

/** Commits of weights that a block reveals: those of the epoch `periodEpochs` ago, once their round is out. */
export function dueCommits(subnet: SubnetState, block: number): readonly WeightsCommit[] {
  return subnet.commits.filter(({ epoch, round }) => epoch === revealedEpoch(subnet, block) && round <= block);
}

/**
 * The epoch whose commits are revealed in a block. In the block that begins an epoch reveals come before it and count
 * as the new epoch's already.
 */
export function revealedEpoch(subnet: SubnetState, block: number): number {
  const index = subnet.epoch.index + (isEpochDue(subnet, block) ? 1 : 0);
  return index - subnet.hyperparameters.commitReveal.periodEpochs;
}

/** What a block says was inside of each seal that it opens. */
export class Openings {
  readonly #opened: ReadonlyMap<string, Opened>;

  /** @throws AffineError `state_corrupt` unless there is one for each seal that is due. */
  constructor(due: readonly Sealed[], opened: readonly Opened[]) {
    if (due.length !== opened.length) {
      throw new AffineError("state_corrupt", `The block opens ${opened.length} sealed texts; ${due.length} are due.`);
    }
    this.#opened = new Map(due.map((seal, index) => [nameOf(seal), opened[index] ?? null]));
  }

  of(seal: Sealed): Buffer | undefined {
    const bytes = this.#opened.get(nameOf(seal));
    return bytes === null || bytes === undefined ? undefined : Buffer.from(bytes, "hex");
  }
}

/** Tells a seal from others. */
export function nameOf({ sealed, round }: Sealed): string {
  return `${round}:${sealed}`;
}
