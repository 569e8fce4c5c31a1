import type { Random } from "../../../src/core/index.ts";

type Spelling = (values: readonly number[], random: Random) => string;

const separated = (words: readonly string[], random: Random): string =>
  words.join(random.pick([" ", ", ", "\n", "; ", ",", "  ", "\r\n", "\t"]));
const named = (literal: number): string => `x${Math.abs(literal)}`;
const truth = (literal: number, random: Random): string =>
  random.pick(literal > 0 ? ["True", "true", "T", "1", "TRUE"] : ["False", "false", "f", "0", "FALSE"]);

/** The spellings of an assignment that docs/environments-levels.md promises to read. */
const ASSIGNMENTS: readonly Spelling[] = [
  (values, random) => separated(values.map(String), random),
  (values, random) => `${values.join(" ")}${random.pick([" 0", "\n0"])}`,
  (values, random) => values.map((value) => String(value).replace("-", random.pick(["−", "–"]))).join(" "),
  (values, random) =>
    separated(
      values.map((value) => `${value < 0 ? "-" : ""}${named(value)}`),
      random,
    ),
  (values, random) => {
    const sign = random.pick(["=", ": ", " = ", " -> "]);
    return separated(
      values.map((value) => `${named(value)}${sign}${truth(value, random)}`),
      random,
    );
  },
  (values, random) => values.map((value) => `x_${Math.abs(value)} -> ${truth(value, random)}`).join("\n"),
  (values) => `[${values.join(", ")}]`,
  (values) => `{${values.map((value) => `"${named(value)}": ${value > 0}`).join(", ")}}`,
  (values) => values.map((value) => `* ${named(value)}: ${value > 0 ? "true" : "false"}`).join("\n"),
  (values) => values.map((value, index) => `${index + 1}. ${value}`).join("\n"),
  (values) => `v ${values.join(" ")} 0`,
  (values) => `c by hand\ns SATISFIABLE\nv ${values.join(" ")} 0`,
  (values, random) => `${random.pick(["Answer: ", "## Assignment\n", "**Solution:**\n"])}${values.join(" ")}`,
  (values) => `{"assignment": [${values.join(", ")}]}`,
  (values, random) =>
    values.map((value) => `${value < 0 ? random.pick(["¬", "~", "not ", "\\neg "]) : ""}${named(value)}`).join(" ∧ "),
  (values) => values.map((value) => `${named(value)} (${value > 0 ? "true" : "false"})`).join(", "),
  (values) => `> ${values.join(" ")}`,
  (values, random) =>
    values
      .map(
        (value) =>
          `${Math.abs(value)}${random.pick([")", "."])} ${random.pick(value > 0 ? ["true", "T"] : ["false", "F"])}`,
      )
      .join("\n"),
  (values) => values.map((value) => `${Math.abs(value)} ${value > 0}`).join("\n"),
  (values, random) => `${random.pick(["c UNSATISFIABLE", "c no solution", "c 3 conflicts"])}\nv ${values.join(" ")} 0`,
  (values, random) => {
    const bits = random.chance(1, 2);
    const cells = values.map((value) => (bits ? (value > 0 ? "1" : "0") : value > 0 ? "T" : "F"));
    const rule = random.chance(1, 2) ? `|${"---|".repeat(values.length)}\n` : "";
    return `| ${values.map(named).join(" | ")} |\n${rule}| ${cells.join(" | ")} |`;
  },
  (values) => {
    const of = (sign: 1 | -1): string =>
      values
        .filter((value) => value * sign > 0)
        .map(named)
        .join(", ");
    return `True: ${of(1)}\nFalse: ${of(-1)}`;
  },
  (values) => values.map((value) => `- [${value > 0 ? "x" : " "}] ${named(value)}`).join("\n"),
  (values) => values.map((value) => `- [ ] ${named(value)} = ${value > 0}`).join("\n"),
  (values) => `[${values.map((value) => (value > 0 ? "True" : "False")).join(", ")}]`,
  (values) => values.map((value) => `${named(value)} ${value > 0 ? "✅" : "❌"}`).join("\n"),
  (values) =>
    `| variable | value |\n|---|---|\n${values.map((value) => `| ${named(value)} | ${value > 0 ? "T" : "F"} |`).join("\n")}`,
];

/** An assignment as text: right as it is, wrong in its values, or no assignment for exactly one reason. */
export function spelledAssignment(right: readonly number[], random: Random): string {
  const values = right.slice();
  const at = random.below(values.length);
  const spelling = random.pick(ASSIGNMENTS);
  const flipped = (count: number): number[] => {
    for (let flip = 0; flip < count; flip += 1) {
      const place = random.below(values.length);
      values[place] = -(values[place] as number);
    }
    return values;
  };
  switch (random.below(12)) {
    case 0:
      return spelling(values.toSpliced(at, 1), random);
    case 1:
      return spelling(values.toSpliced(at, 0, values[at] as number), random);
    case 2:
      return spelling(values.with(at, values.length + 1 + random.below(3)), random);
    case 3:
      return values.map((value, index) => (index === at ? "maybe" : String(value))).join(" ");
    case 4:
      return values
        .map((value, index) => `${named(value)}=${index === at ? "maybe" : truth(value, random)}`)
        .join(", ");
    case 5:
      return random.pick(["UNSAT", "unsat", "UNSATISFIABLE"]);
    case 6:
      return `${values.join(" ")} 0 ${values[at] as number}`;
    case 7:
      return `${values.join(" ")} ٣`;
    case 8:
    case 9:
      return spelling(flipped(1 + random.below(4)), random);
    default:
      return spelling(values, random);
  }
}

/** An input as text: right, another one, or no input for exactly one reason. */
export function spelledInput(right: string, random: Random): string {
  const [first = "", word = "", key = ""] = right.split("\n");
  const numbers = first.split(" ");
  const at = random.below(numbers.length);
  const letter = random.below(word.length);
  const lines = (list: readonly string[] = numbers, text = word, last = key): string[] => [list.join(" "), text, last];
  const other = (text: string): string => (text === "a" ? "b" : "a");
  switch (random.below(16)) {
    case 0:
      return lines().toSpliced(random.below(3), 1).join("\n");
    case 1:
      return [...lines(), "1"].join("\n");
    case 2:
      return lines(numbers.toSpliced(at, 1)).join("\n") || "1";
    case 3:
      return lines(numbers.with(at, `0${numbers[at] ?? ""}`)).join("\n");
    case 4:
      return lines(numbers.with(at, "100000")).join("\n");
    case 5:
      return lines(numbers, `${word}q`).join("\n");
    case 6:
      return lines(numbers, word.slice(0, letter) + word.charAt(letter).toUpperCase() + word.slice(letter + 1)).join(
        "\n",
      );
    case 7:
      return lines(numbers, word, random.pick(["0", "1000"])).join("\n");
    case 8:
      return lines(numbers, word, `0${key}`).join("\n");
    case 9:
      return lines(numbers.with(at, String(random.below(4)))).join("\n");
    case 10:
      return lines(numbers, word.slice(0, letter) + other(word.charAt(letter)) + word.slice(letter + 1)).join("\n");
    case 11:
      return lines(numbers, word, String(1 + random.below(3))).join("\n");
    case 12:
      return lines(numbers.with(at, `${numbers[at] ?? ""}\u200b`)).join("\n");
    default:
      return spelledLines(lines(), numbers, random);
  }
}

function spelledLines(
  [first = "", word = "", key = ""]: readonly string[],
  numbers: readonly string[],
  random: Random,
) {
  const list = random.pick([first, numbers.join(", "), `[${numbers.join(", ")}]`, numbers.join("  ")]);
  const text = random.pick([word, `"${word}"`, `'${word}'`, `${word}  `]);
  const all = [list, text, key];
  if (random.chance(1, 6))
    return all.map((line, index) => `${["numbers", "word", "key"][index] ?? ""}: ${line}`).join("\n");
  if (random.chance(1, 8)) return `{"numbers": [${numbers.join(", ")}], "word": "${word}", "key": ${key}}`;
  const numbered = random.chance(1, 4) ? all.map((line, index) => `${index + 1}. ${line}`) : all;
  return numbered.join(random.pick(["\n", "\r\n", "\n\n", "\n  "]));
}

/** A completion around an answer: mostly fair, sometimes one whose answer does not count. */
export function completionAround(answer: string, tag: string, random: Random): string {
  const tagged = `<${tag}>${answer}</${tag}>`;
  switch (random.below(20)) {
    case 12:
      return `<analysis>First <${tag}>1 2 3</${tag}>, no.</analysis>\n${tagged}`;
    case 13:
      return `${tagged}\n<analysis>It holds.</analysis>`;
    case 14:
      return `<|START_THINKING|>${tagged}<|END_THINKING|>`;
    case 15:
      return `<think>so</think>My <think> section is over.\n${tagged}`;
    case 16:
      return `<!-- <${tag}>1 2 3</${tag}> -->\n${tagged}`;
    case 17:
      return `<${tag}>1 2 3</${tag}>\n<!-- ${tagged} -->`;
    case 18:
      return `<think>I close with </think> when ready. ${tagged}`;
    case 0:
      return `<think>First <${tag}>1 2 3</${tag}>, no.</think>\n${tagged}`;
    case 1:
      return `I think:\n${tagged}\nThat is it.`;
    case 2:
      return `<${tag.toUpperCase()}>\n${answer}\n</${tag.toUpperCase()}>`;
    case 3:
      return `<${tag} id="x">${answer}</${tag} >`;
    case 4:
      return `<${tag}>\n\`\`\`text\n${answer}\n\`\`\`\n</${tag}>`;
    case 5:
      return `<${tag}>1 2 3</${tag}> No, rather ${tagged}`;
    case 6:
      return `Between \`<${tag}>\` and \`</${tag}>\` I write it: ${tagged}`;
    case 7:
      return `<thinking>Hm.</thinking>${tagged}`;
    case 8:
      return `<think>I never stop. ${tagged}`;
    case 9:
      return `<${tag}>${answer}`;
    case 10:
      return answer;
    case 11:
      return `${tagged} or else <${tag}>1`;
    default:
      return `\n${tagged}\n`;
  }
}
