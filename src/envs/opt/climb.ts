import type { Random } from "../../core/index.ts";
import { takeInOrder, takeWithNeeds } from "./greedy.ts";
import { brokenBy, valueOf, type Choice, type Problem } from "./problem.ts";

/** Primes: where one divides no number of moves, its multiples come to every move once. */
const STRIDES = [61, 67, 71, 73, 79, 83, 89, 97];

/**
 * Hill climbing: from a random choice to which nothing can be added, items are taken, dropped or exchanged as long as
 * that is worth more; from a new one where nothing is.
 *
 * @param looks choices that may be looked at, the random ones included
 */
export function climb(problem: Problem, looks: number, random: Random): Choice {
  const numbers = problem.items.map((_, at) => at);
  let best: Choice = problem.items.map(() => false);
  let most = 0;
  for (let left = looks; left > 0;) {
    let choice: Choice = takeInOrder(problem, random.shuffle(numbers.slice()));
    let value = valueOf(problem, choice);
    left -= 1;
    for (let improved = true; improved && left > 0;) {
      improved = false;
      for (const next of neighbours(problem, choice, random)) {
        if (left === 0) break;
        left -= 1;
        if (brokenBy(problem, next) !== null) continue;
        const worth = valueOf(problem, next);
        if (worth <= value) continue;
        [choice, value, improved] = [next, worth, true];
        break;
      }
    }
    if (value > most) [best, most] = [choice, value];
  }
  return best;
}

/** One item more, one less, or one for another, each once, from a move that is drawn on and by a stride that is drawn. */
function* neighbours(problem: Problem, choice: Choice, random: Random): Generator<Choice> {
  // -1 stands for no item: a move drops one item or none, and takes one or none.
  const side = choice.length + 1;
  const moves = side * side;
  const from = random.below(moves);
  const stride = STRIDES.find((prime) => moves % prime !== 0 && random.chance(1, 2)) ?? 1;
  for (let count = 0; count < moves; count += 1) {
    const move = (from + count * stride) % moves;
    const drop = (move % side) - 1;
    const take = Math.floor(move / side) - 1;
    if (drop === take || (drop >= 0 && choice[drop] !== true) || (take >= 0 && choice[take] === true)) continue;
    const next = choice.slice();
    if (drop >= 0) next[drop] = false;
    if (take >= 0) takeWithNeeds(problem, next, take);
    yield next;
  }
}
