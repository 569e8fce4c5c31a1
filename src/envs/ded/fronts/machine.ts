import { samplePhrase, type Phrase } from "../language/sentence.ts";
import { integer, oneOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";
import { COMMAND_LETTERS, REGISTER_RULES, WRITING_RULES, type Machine, type MachineRule } from "./machine-rules.ts";
import { countedLines } from "./read.ts";
import { itemCount, textOf } from "./sizes.ts";

const RULES = [...WRITING_RULES, ...REGISTER_RULES];

/** Two registers and a list, worked by commands. */
export const machine = front({
  id: "machine",
  gives: "numbers",
  template:
    "There are two registers P and Q, which start at {p} and {q}, and a list, which starts empty. The first line of the input is the number n of commands; each of the next n lines is a command letter and an integer x, separated by a single space. Carry the commands out in order. After every command P is replaced by its remainder on division by {m}, and Q by its remainder on division by {n} (remainders are never negative). After the last command {end} appended to the list.",
  slots: {
    p: integer(0, 20),
    q: integer(0, 20),
    m: integer(60, 130),
    n: integer(60, 130),
    end: oneOf("P and then Q are", "Q and then P are", "P plus Q is"),
  },
  rules: RULES,
  draftRules(random, level) {
    const chosen = [
      random.pick(WRITING_RULES),
      ...random.shuffle([...REGISTER_RULES]).slice(0, 2 + Math.floor(level / 2)),
      ...(level > 2 ? [random.pick(WRITING_RULES)] : []),
    ];
    const letters = random.sample(COMMAND_LETTERS.length, chosen.length);
    const phrases: Phrase[] = [];
    for (const [index, sentence] of random.shuffle(chosen).entries()) {
      const phrase = samplePhrase(sentence, random);
      if (phrase === null) return null;
      const command = COMMAND_LETTERS[letters[index] ?? 0] ?? "A";
      phrases.push({ id: phrase.id, values: { ...phrase.values, command } });
    }
    return phrases;
  },
  read(lines, { p, q, m, n, end }, rules) {
    const state: Machine = { P: p, Q: q, list: [] };
    const commands = new Map(known(rules).map(({ rule, phrase }) => [phrase.values["command"], { rule, phrase }]));
    for (const line of countedLines(lines)) {
      const [letter, x] = line.split(" ");
      const command = commands.get(letter ?? "");
      command?.rule.run(state, Number(x), command.phrase.values);
      state.P = modulo(state.P, m);
      state.Q = modulo(state.Q, n);
    }
    const { P, Q, list } = state;
    return [...list, ...(end === "P plus Q is" ? [P + Q] : end.startsWith("P") ? [P, Q] : [Q, P])];
  },
  python({ p, q, m, n, end }, rules) {
    const cases = known(rules).flatMap(({ rule, phrase }, index) => [
      `    ${index === 0 ? "if" : "elif"} op == '${phrase.values["command"]}':`,
      ...rule.python(phrase.values).map((line) => `        ${line}`),
    ]);
    const last = end === "P plus Q is" ? "[P + Q]" : end.startsWith("P") ? "[P, Q]" : "[Q, P]";
    return [
      `P, Q, v = ${p}, ${q}, []`,
      "for line in lines[1:int(lines[0]) + 1]:",
      "    op, x = line.split()",
      "    x = int(x)",
      ...cases,
      `    P, Q = P % ${m}, Q % ${n}`,
      `v += ${last}`,
    ];
  },
  makeInput(random, kind, _values, rules) {
    const count = itemCount(random, kind, 15, 70);
    const letters = rules.map((rule) => String(rule.values["command"]));
    const same = random.pick(letters);
    const commands = Array.from({ length: count }, () => {
      const x = kind === "huge" ? random.between(-1_000_000, 1_000_000) : random.between(0, kind === "ties" ? 3 : 40);
      return `${kind === "equal" ? same : random.pick(letters)} ${x}`;
    });
    return textOf([count, ...commands]);
  },
});

function known(rules: readonly Phrase[]): { rule: MachineRule; phrase: Phrase }[] {
  return rules.flatMap((phrase) => {
    const rule = RULES.find(({ id }) => id === phrase.id);
    return rule === undefined ? [] : [{ rule, phrase }];
  });
}
