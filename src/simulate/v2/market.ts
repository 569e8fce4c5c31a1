import { chooseServed, TestBudget, V2_CONSTANTS, type Schedulable } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { BLOCKS_PER_DAY } from "../world/days.ts";

/** A market of tests: how many are open, who comes, how often a crown makes all of them begin again. */
export interface MarketSetting {
  readonly open: number;
  /** On average; they come when they come. */
  readonly newcomersADay: number;
  /** On average, too. */
  readonly crownEveryBlocks: number;
  readonly days: number;
  /** Rounds after which a test is stopped: about 2,900 for a copy. */
  readonly testRounds: number;
}

export interface MarketFigures {
  /** Tests that began. */
  readonly tests: number;
  /** Largest sum of error rates in any window of the budget. */
  readonly alpha: number;
  /** Rounds with a lane that nobody was served in. */
  readonly idleRounds: number;
  /** Hours that a newcomer waited for its first round, 95th percentile. */
  readonly waitHours95: number;
  /** Tests by their level. */
  readonly levels: ReadonlyMap<number, number>;
}

interface Open extends Schedulable {
  scheduled: number;
  isNew: boolean;
  rounds: number;
  readonly since: number;
}

/** Lets the production schedule and budget serve a market; crowns come by chance, whoever wins them. */
export function playMarket(setting: MarketSetting, generator: Generator): MarketFigures {
  const { roundBlocks, lanes, budgetBlocks } = V2_CONSTANTS;
  const budget = new TestBudget();
  let open: Open[] = Array.from({ length: setting.open }, (_, at) => newcomer(`open-${at}`, 0));
  const begun: { block: number; level: number }[] = [];
  const waits: number[] = [];
  let idleRounds = 0;
  let arrived = 0;
  const comes = (setting.newcomersADay * roundBlocks) / BLOCKS_PER_DAY;
  const isCrowned = roundBlocks / setting.crownEveryBlocks;
  for (let block = 0; block < setting.days * BLOCKS_PER_DAY; block += roundBlocks) {
    if (generator.uniform() < comes) {
      // Newcomers first, in the order in which they came.
      open.splice(firstOld(open), 0, newcomer(`new-${arrived}`, block));
      arrived += 1;
    }
    if (generator.uniform() < isCrowned) {
      for (const test of open) {
        if (test.scheduled > 0) test.isNew = false;
        test.scheduled = 0;
        test.rounds = 0;
      }
      open.sort((a, b) => Number(b.isNew) - Number(a.isNew));
    }
    const served = new Set(chooseServed(open, [], []));
    if (served.size < Math.min(lanes, open.length)) idleRounds += 1;
    let isOver = false;
    for (const test of open) {
      if (!served.has(test.id)) continue;
      if (test.scheduled === 0) begun.push({ block, level: budget.take(block) });
      if (test.scheduled === 0 && test.isNew && test.id.startsWith("new-")) waits.push(block - test.since);
      test.scheduled += 1;
      test.rounds += 1;
      isOver ||= test.rounds >= setting.testRounds;
    }
    if (isOver) open = open.filter(({ rounds }) => rounds < setting.testRounds);
  }
  waits.sort((a, b) => a - b);
  const levels = new Map<number, number>();
  for (const { level } of begun) levels.set(level, (levels.get(level) ?? 0) + 1);
  return {
    tests: begun.length,
    alpha: largestSum(begun, budgetBlocks),
    idleRounds,
    waitHours95: ((waits[Math.floor(0.95 * waits.length)] ?? 0) * 24) / BLOCKS_PER_DAY,
    levels,
  };
}

function firstOld(open: readonly Open[]): number {
  const place = open.findIndex(({ isNew }) => !isNew);
  return place === -1 ? open.length : place;
}

function newcomer(id: string, since: number): Open {
  return { id, since, sum: 0, rounds: 0, scheduled: 0, isNew: true };
}

function largestSum(begun: readonly { block: number; level: number }[], windowBlocks: number): number {
  let sum = 0;
  let most = 0;
  let oldest = 0;
  for (const { block, level } of begun) {
    sum += 1 / level;
    for (let first = begun[oldest]; first !== undefined && first.block <= block - windowBlocks; first = begun[oldest]) {
      sum -= 1 / first.level;
      oldest += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}
