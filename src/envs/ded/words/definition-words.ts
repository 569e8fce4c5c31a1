import type { Random } from "../../../core/index.ts";
import type { Mark, Quantity, Task, Term } from "../task/task.ts";
import { conditionWords, termWords } from "./term-words.ts";
import { capital } from "./vocabulary.ts";

type Naming = Pick<Task, "item" | "items">;

/** The sentence that says what a quantity is. */
export function quantitySentence({ name, is }: Quantity, { item, items }: Naming, random: Random): string {
  const words = (term: Term): string => termWords(term, item, random);
  const subject = `the ${name} of a ${item}`;
  switch (is.how) {
    case "value":
      return valueSentence(name, is.of, item, random);
    case "choice": {
      const [c, a, b] = [conditionWords(is.when, item, random), words(is.then), words(is.otherwise)];
      return random.pick([
        `${capital(subject)} is ${a} if ${c}, and ${b} otherwise.`,
        `If ${c}, ${subject} is ${a}; if not, it is ${b}.`,
        `${capital(subject)} depends: when ${c}, it is ${a}, and in all other cases ${b}.`,
      ]);
    }
    case "total":
      return random.pick([
        `Work out ${words(is.of)} for each ${item}; ${subject} is the sum of these numbers from the first ${item} up to and including it.`,
        `${capital(subject)} is the running total, its own part included, of ${words(is.of)}.`,
      ]);
    case "peak":
      return random.pick([
        `Work out ${words(is.of)} for each ${item}; ${subject} is the largest of these numbers from the first ${item} up to and including it.`,
        `${capital(subject)} is the running maximum, its own part included, of ${words(is.of)}.`,
      ]);
    case "twins":
      return random.pick([
        `${capital(subject)} is the number of ${items} before it that have the same ${is.of}.`,
        `Count the ${items} before a ${item} that share its ${is.of}: this number is its ${name}.`,
      ]);
    case "since":
      return random.pick([
        `${capital(subject)} says how many positions it stands behind the last ${item} before it with the same ${is.of} (0 if there is none).`,
        `Look back from a ${item} to the nearest earlier one with the same ${is.of}: the difference of their positions is its ${name}, or 0 if there is none.`,
      ]);
    case "ahead":
      return random.pick([
        `${capital(subject)} says how many positions further on the next ${item} with a larger ${is.of} stands (0 if there is none).`,
        `Look ahead from a ${item} to the nearest later one whose ${is.of} is larger: the difference of their positions is its ${name}, or 0 if there is none.`,
      ]);
  }
}

/** The two halves of a term become halves of the sentence. */
function valueSentence(name: string, term: Term, item: string, random: Random): string {
  const subject = `the ${name} of a ${item}`;
  const whole = (): string => {
    const words = termWords(term, item, random);
    return random.pick([
      `${capital(subject)} is ${words}.`,
      `Let ${subject} be ${words}.`,
      `By ${subject} we mean ${words}.`,
    ]);
  };
  if (!("left" in term)) return whole();
  const [a, b] = [termWords(term.left, item, random), termWords(term.right, item, random)];
  switch (term.op) {
    case "plus":
      return random.pick([
        `To find ${subject}, take ${a} and add ${b} to it.`,
        `${capital(subject)} is ${a}, with ${b} on top.`,
        `${capital(subject)} has two parts that are added up: ${a}; and ${b}.`,
      ]);
    case "minus":
      return random.pick([
        `To find ${subject}, take ${a} and subtract ${b} from it.`,
        `${capital(subject)} is what is left of ${a} after ${b} has been taken away; it may be negative.`,
        `${capital(subject)} is ${a}, less ${b}.`,
      ]);
    case "gap":
      return random.pick([
        `${capital(subject)} tells how far apart two numbers are: ${a}; and ${b}.`,
        `Subtract the smaller of two numbers from the larger, namely ${a}, and ${b}: that is ${subject}.`,
      ]);
    case "larger":
      return random.pick([
        `${capital(subject)} is ${a}, or ${b}, whichever is larger.`,
        `Of two numbers the larger is ${subject}: ${a}; and ${b}.`,
        `${capital(subject)} is ${a}, unless ${b} is larger: then it is the latter.`,
      ]);
    case "smaller":
      return random.pick([
        `${capital(subject)} is ${a}, or ${b}, whichever is smaller.`,
        `Of two numbers the smaller is ${subject}: ${a}; and ${b}.`,
        `${capital(subject)} is ${a}, unless ${b} is smaller: then it is the latter.`,
      ]);
    case "remainder":
      return random.pick([
        `${divided(term.left, item, random)} by ${b}: what remains is ${subject}.`,
        `What remains is ${subject}: ${lowered(divided(term.left, item, random))} by ${b}.`,
      ]);
    case "quotient":
      return random.pick([
        `${divided(term.left, item, random)} by ${b} and round down: that is ${subject}.`,
        `Rounded down, this is ${subject}: ${lowered(divided(term.left, item, random))} by ${b}.`,
      ]);
    case "times":
      return whole();
  }
}

/** "Add … to … and divide the result": a division of two terms that are joined, or of one. */
function divided(term: Term, item: string, random: Random): string {
  const words = (inner: Term): string => termWords(inner, item, random);
  const parts = "left" in term && [term.left, term.right].some((part) => part.op !== "number" && "left" in part);
  if (!parts || (term.op !== "plus" && term.op !== "minus")) return `Divide ${words(term)}`;
  const [a, b] = [words(term.left), words(term.right)];
  return term.op === "plus"
    ? random.pick([`Add ${b} to ${a} and divide the result`, `Take ${a}, add ${b} to it, and divide the sum`])
    : random.pick([
        `Subtract ${b} from ${a} and divide the result`,
        `Take ${a}, subtract ${b} from it, and divide the rest`,
      ]);
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The sentence that says what a mark means. */
export function markSentence({ name, when }: Mark, { item }: Naming, random: Random): string {
  const words = conditionWords(when, item, random);
  return random.pick([
    `A ${item} is called ${name} if ${words}.`,
    `Call a ${item} ${name} when ${words}.`,
    `We say that a ${item} is ${name} if ${words}.`,
  ]);
}

/** The sentence that sets items aside. */
export function keepSentence(keep: NonNullable<Task["keep"]>, { item, items }: Naming, random: Random): string {
  const { mark, marked } = keep;
  return marked
    ? random.pick([
        `Only ${mark} ${items} count; set all others aside.`,
        `Set aside every ${item} that is not ${mark}.`,
      ])
    : random.pick([
        `${capital(mark)} ${items} do not count; set them aside.`,
        `Set aside every ${item} that is ${mark}.`,
      ]);
}
