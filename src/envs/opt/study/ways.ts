import { Annealed } from "../annealed.ts";
import { Linked } from "../linked.ts";
import { coolingOf, type Rounds } from "../mean-field.ts";
import { beam } from "./beam.ts";
import type { Choosing, Unit } from "../choosing.ts";
import { climb } from "../climb.ts";
import { BY_GAIN_FOR_COST, Ranking, takeGreedily, takeInOrder, type Weighing } from "../greedy.ts";
import { Looks } from "../looks.ts";
import { Guided, type Style } from "../guided.ts";
import { guidedPricesOf, type Guide } from "../prices.ts";
import type { Problem } from "../problem.ts";
import type { QuickNumbers } from "../quick-numbers.ts";
import { repair } from "../repair.ts";
import type { Units } from "../units.ts";

/** What a way has to work with: an empty choice, what may be taken at once, chance of its own. */
export interface Task {
  readonly choosing: Choosing;
  readonly units: Units;
  readonly numbers: QuickNumbers;
}

type Kind = "singles" | "pairs" | "triples";

/** Losses that annealing takes at the beginning; they shrink to nothing, evenly. */
const LARGEST_LOSS = 12;
/** How far, in a hundred, a unit's worth may be off. */
const SPREAD = 50;
const DROPPED = 2;
const WIDTH = 3;

const GUIDED: Style = { promise: 10, lean: 20, forPrice: false };
/** Hundredths of the steps behind the field that are choices filled up by it. */
const FILLED = 10;
/** How far, in a hundred, worth is off in all such choices but the first. */
const GUIDED_SPREAD = 60;

/**
 * The best of the choices that go by prices, as long as there are steps: a round of prices is one, and so is every time
 * something is taken. A choice that is not finished is none.
 *
 * @param optimum what the prompt says that it is worth, by which steps of prices are made
 */
export function guided(
  problem: Problem,
  numbers: QuickNumbers,
  optimum: number,
  rounds: number,
  steps: number,
): readonly number[] {
  const choice = new Guided(new Linked(problem));
  const guide = guidedPricesOf(problem, optimum - 1, [rounds]).guides[0] as Guide;
  let best: readonly number[] = [];
  for (let [left, most, spread] = [steps - rounds, 0, 0]; left > 0; spread = GUIDED_SPREAD) {
    left -= choice.choose(guide, GUIDED, spread, numbers);
    if (left >= 0 && choice.value > most) [best, most] = [choice.items(), choice.value];
  }
  return best;
}

/** A search by a mean field of so many rounds: in all so many steps. */
export function fielded(problem: Problem, numbers: QuickNumbers, rounds: Rounds, steps: number): readonly number[] {
  const annealed = new Annealed(new Linked(problem), numbers);
  annealed.search(coolingOf(rounds), steps, FILLED, false);
  return annealed.items();
}

/** Ranked once, taken while they fit. */
export function ranked({ choosing, units }: Task, kind: Kind, weighing: Weighing): readonly number[] {
  pass(choosing, new Ranking(choosing, units[kind], weighing).order());
  return choosing.items();
}

/** One greedy pass; its looks are not counted. */
export function greedy({ choosing, units }: Task, kind: Kind, weighing: Weighing): readonly number[] {
  choosing.clear();
  takeGreedily(choosing, units[kind], weighing);
  return choosing.items();
}

/** A greedy pass whose looks are not counted, then exchanges. */
export function exchanged(task: Task, weighing: Weighing, looks: number): readonly number[] {
  greedy(task, "triples", weighing);
  climb(task.choosing, task.units.pairs, new Looks(looks), task.numbers);
  return task.choosing.items();
}

/** Passes nearly in the ranked order. With climbs a pass is one look, without them every unit that it takes. */
export function nearlyRanked({ choosing, units, numbers }: Task, looks: number, climbs: boolean): readonly number[] {
  const ranking = new Ranking(choosing, units.triples, BY_GAIN_FOR_COST);
  return bestOf(choosing, looks, (left) => {
    pass(choosing, ranking.noisyOrder(SPREAD, numbers), climbs ? Looks.free : left);
    left.left -= climbs ? 1 : 0;
    if (climbs) climb(choosing, units.triples, left, numbers);
  });
}

/** Climbs from units of a random order while they fit, each of which is one look. */
export function climbed({ choosing, units, numbers }: Task, kind: Kind, looks: number): readonly number[] {
  return bestOf(choosing, looks, (left) => {
    pass(choosing, numbers.shuffle([...units.singles]));
    left.left -= 1;
    climb(choosing, units[kind], left, numbers);
  });
}

export function repaired({ choosing, units, numbers }: Task, looks: number): readonly number[] {
  const ranking = new Ranking(choosing, units.triples, BY_GAIN_FOR_COST);
  const left = new Looks(looks);
  pass(choosing, ranking.order(), left);
  repair(choosing, ranking, DROPPED, left, numbers);
  return choosing.items();
}

export function beamed({ choosing, units }: Task, looks: number): readonly number[] {
  const left = new Looks(looks);
  choosing.clear();
  choosing.take(beam(choosing, units.pairs, WIDTH, left).items);
  // What the looks did not reach to is filled up.
  takeInOrder(choosing, new Ranking(choosing, units.pairs, BY_GAIN_FOR_COST).order());
  return choosing.items();
}

/** Threshold accepting from the ranked order: a random exchange is made where it loses no more than the threshold of its turn. */
export function annealed({ choosing, units, numbers }: Task, looks: number): readonly number[] {
  pass(choosing, new Ranking(choosing, units.triples, BY_GAIN_FOR_COST).order());
  let [best, most] = [choosing.items(), choosing.value];
  const tries = 50 * looks;
  for (let [tried, left] = [0, looks - 1]; tried < tries && left > 0; tried += 1) {
    const drop = numbers.below(choosing.count);
    const before = choosing.value;
    const gone = choosing.has(drop) ? choosing.drop(drop) : [];
    const unit = units.pairs[numbers.below(units.pairs.length)] as Unit;
    const gain = choosing.look(unit);
    if (gain > 0) left -= 1;
    if (gain === 0 || choosing.value + gain < before - Math.floor((LARGEST_LOSS * left) / looks)) choosing.take(gone);
    else choosing.take(unit);
    if (choosing.value > most) [best, most] = [choosing.items(), choosing.value];
  }
  return best;
}

function pass(choosing: Choosing, order: readonly Unit[], looks: Looks = Looks.free): void {
  choosing.clear();
  takeInOrder(choosing, order, looks);
}

function bestOf(choosing: Choosing, looks: number, run: (left: Looks) => void): readonly number[] {
  let best: readonly number[] = [];
  let most = -1;
  for (const left = new Looks(looks); left.left > 0;) {
    run(left);
    if (choosing.value > most) [best, most] = [choosing.items(), choosing.value];
  }
  return best;
}
