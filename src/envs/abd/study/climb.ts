import type { Random } from "../../../core/index.ts";
import { drawInput, drawKey, drawLetter, type Domain, type ProgramInput } from "../domain.ts";
import { compileProgram } from "../run/compile-program.ts";
import type { OpenedQuestion } from "./opened-question.ts";
import { outputDistance } from "./distance.ts";

/** Moves without a gain after which the climb starts anew elsewhere. */
const PATIENCE = 400;

/** Changes one thing at a time for so many runs of the program, keeps what is no worse, and gives the best input seen. */
export function climb(question: OpenedQuestion, budget: number, random: Random): ProgramInput {
  const { program, domain, output } = question;
  const run = compileProgram(program);
  const measure = (input: ProgramInput): number => {
    const result = run(input);
    return result.ended ? outputDistance(result.lines, output) : Infinity;
  };
  let here = drawInput(domain, random);
  let distance = measure(here);
  let best = { input: here, distance };
  let idle = 0;
  for (let runs = 1; runs < budget && best.distance > 0; runs += 1) {
    const restarts = idle > PATIENCE;
    const next = restarts ? drawInput(domain, random) : moved(here, domain, random);
    const far = measure(next);
    idle = far < distance || restarts ? 0 : idle + 1;
    if (far > distance && !restarts) continue;
    here = next;
    distance = far;
    if (distance < best.distance) best = { input: here, distance };
  }
  return best.input;
}

/** One thing changed: a number a little or altogether, two numbers swapped, a letter, the key. */
function moved(input: ProgramInput, domain: Domain, random: Random): ProgramInput {
  const move = random.below(20);
  const { numbers, word } = input;
  const at = random.below(domain.count);
  if (move < 6) return { ...input, numbers: numbers.with(at, random.below(domain.largest + 1)) };
  if (move < 10) {
    const step = random.pick([-2, -1, 1, 2]);
    const value = Math.min(domain.largest, Math.max(0, (numbers[at] as number) + step));
    return { ...input, numbers: numbers.with(at, value) };
  }
  if (move < 12) {
    const other = random.below(domain.count);
    return {
      ...input,
      numbers: numbers.with(at, numbers[other] as number).with(other, numbers[at] as number),
    };
  }
  if (move < 18) {
    const place = random.below(domain.letters);
    return { ...input, word: word.slice(0, place) + drawLetter(random) + word.slice(place + 1) };
  }
  return { ...input, key: drawKey(domain, random) };
}

/** Best value for the key, then for each number and each letter in turn, all others held: one pass, no way back. */
export function onePass(question: OpenedQuestion, random: Random): ProgramInput {
  const { program, domain, output } = question;
  const run = compileProgram(program);
  let best = drawInput(domain, random);
  let distance = Infinity;
  const consider = (input: ProgramInput): void => {
    const result = run(input);
    const far = result.ended ? outputDistance(result.lines, output) : Infinity;
    if (far >= distance) return;
    best = input;
    distance = far;
  };
  for (let key = 1; key <= domain.largestKey; key += 1) consider({ ...best, key });
  for (let at = 0; at < domain.count; at += 1) {
    for (let value = 0; value <= domain.largest; value += 1) {
      consider({ ...best, numbers: best.numbers.with(at, value) });
    }
  }
  for (let at = 0; at < domain.letters; at += 1) {
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      consider({ ...best, word: best.word.slice(0, at) + letter + best.word.slice(at + 1) });
    }
  }
  return best;
}
