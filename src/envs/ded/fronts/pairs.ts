import { samplePhrase, type Phrase, type Sentence } from "../language/sentence.ts";
import { oneOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { PAIR_PYTHON, PAIR_RULES, type PairRule } from "./pair-rules.ts";
import { countedLines, integersIn } from "./read.ts";
import { itemCount, textOf } from "./sizes.ts";

/** Each number is told in a sentence of its own. */
const SENTENCES: readonly Sentence[] = PAIR_RULES.map((rule) => ({
  ...rule,
  template: `Append ${rule.template}.`,
}));
const HUGE = 1_000_000;

/** Number theory: pairs of positive integers, and numbers made of each. */
export const pairs = front({
  id: "pairs",
  gives: "numbers",
  template:
    "The first line of the input is the number n of pairs; each of the next n lines holds two positive integers a and b separated by a single space. Start with an empty list and go through the pairs {order}. For every pair do the following in order:",
  slots: { order: oneOf("in the order given", "from the last to the first") },
  rules: SENTENCES,
  draftRules(random, level) {
    const count = level < 3 ? 1 : random.between(2, 3);
    const phrases = random
      .sample(SENTENCES.length, count)
      .map((index) => samplePhrase(SENTENCES[index] as Sentence, random));
    return phrases.every((phrase) => phrase !== null) ? phrases : null;
  },
  read(lines, { order }, rules) {
    const given = countedLines(lines).map(integersIn);
    if (order === "from the last to the first") given.reverse();
    return given.flatMap(([a = 1, b = 1]) => known(rules).map(({ rule, phrase }) => rule.run(a, b, phrase.values)));
  },
  python({ order }, rules) {
    return [
      ...PAIR_PYTHON,
      "v = []",
      "for i in range(int(lines[0])):",
      `    a, b = map(int, lines[${order === "in the order given" ? "i + 1" : "int(lines[0]) - i"}].split())`,
      `    v += [${known(rules)
        .map(({ rule, phrase }) => rule.python(phrase.values))
        .join(", ")}]`,
    ];
  },
  makeInput(random, kind) {
    const count = kind === "large" ? 25 : itemCount(random, kind, 8);
    const same = random.between(2, 60);
    const one = (): number =>
      kind === "equal"
        ? same
        : kind === "ties"
          ? random.between(1, 4)
          : random.between(1, kind === "huge" ? HUGE : 120);
    return textOf([count, ...Array.from({ length: count }, () => `${one()} ${one()}`)]);
  },
});

function known(rules: readonly Phrase[]): { rule: PairRule; phrase: Phrase }[] {
  return rules.flatMap((phrase) => {
    const rule = PAIR_RULES.find(({ id }) => id === phrase.id);
    return rule === undefined ? [] : [{ rule, phrase }];
  });
}
