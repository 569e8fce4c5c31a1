import type { FastRandom } from "../fast-random.ts";
import { distanceTo } from "./distance.ts";
import { type AbductionTask, type Guess, linesOf } from "./task.ts";

/** Sweeps without a gain after which the search starts anew. */
const PATIENCE = 2;

/**
 * Climbs from a random guess: takes one element after the other, tries all its values with the others held, and keeps the
 * best, any of them where several are. Starts anew where that leads no further.
 *
 * @param mostRuns how often the program may be run.
 * @returns the best guess it came by.
 */
export function search(task: AbductionTask, random: FastRandom, mostRuns: number): Guess {
  const distance = distanceTo(task.output);
  let best = { guess: randomGuess(task, random), far: Number.POSITIVE_INFINITY };
  let runs = 0;
  const measure = (guess: Guess): number => {
    runs += 1;
    const far = distance(task.run(linesOf(guess)));
    if (far < best.far) best = { guess, far };
    return far;
  };
  const done = () => runs >= mostRuns || best.far === 0;
  while (!done()) {
    let here = randomGuess(task, random);
    let far = measure(here);
    for (let idle = 0; idle < PATIENCE && !done();) {
      const before = far;
      for (const element of shuffled(task.count + task.letters + 1, random)) {
        if (done()) break;
        let kept = here;
        let ties = 1;
        for (const other of variants(task, here, element)) {
          if (done()) break;
          const reached = measure(other);
          ties = reached < far ? 1 : reached === far ? ties + 1 : ties;
          if (reached < far || (reached === far && random.below(ties) === 0)) kept = other;
          far = Math.min(far, reached);
        }
        here = kept;
      }
      idle = far < before ? 0 : idle + 1;
    }
  }
  return best.guess;
}

export function randomGuess(task: AbductionTask, random: FastRandom): Guess {
  return {
    numbers: Array.from({ length: task.count }, () => random.below(task.largest + 1)),
    word: Array.from({ length: task.letters }, () => letter(random.below(26))).join(""),
    key: 1 + random.below(task.largestKey),
  };
}

/** The output's own numbers and letters in the form of an input. */
export function guessFromOutput(task: AbductionTask): Guess {
  const words = task.output.flatMap((line) => line.split(" "));
  const numbers = words.map(Number).filter(Number.isInteger);
  const letters = words.find((word) => /^[a-z]+$/.test(word)) ?? "a";
  const at = (place: number) => Math.abs(numbers[place % numbers.length] ?? 0);
  return {
    numbers: Array.from({ length: task.count }, (_, place) => at(place) % (task.largest + 1)),
    word: letters.repeat(task.letters).slice(0, task.letters),
    key: 1 + (at(task.count) % task.largestKey),
  };
}

/** The guess with one element at each of its other values. */
function* variants(task: AbductionTask, guess: Guess, element: number): Generator<Guess> {
  const { numbers, word, key } = guess;
  if (element < task.count) {
    for (let value = 0; value <= task.largest; value += 1) {
      if (value !== numbers[element]) yield { ...guess, numbers: numbers.with(element, value) };
    }
  } else if (element < task.count + task.letters) {
    const place = element - task.count;
    for (let value = 0; value < 26; value += 1) {
      if (letter(value) === word[place]) continue;
      yield { ...guess, word: word.slice(0, place) + letter(value) + word.slice(place + 1) };
    }
  } else {
    for (let value = 1; value <= task.largestKey; value += 1) if (value !== key) yield { ...guess, key: value };
  }
}

function shuffled(count: number, random: FastRandom): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}
