import type { Ageing, Blend, Choice, Condition, Count, Design, Figure, Report, Step, Term } from "../design.ts";

/** What a package is for, in words: with it every statement of its code can be seen to be right or wrong. */
export function writeReadme(design: Design): string {
  const { package: folder, thing, things, group, fields, blends, figures, counts, reports, choices, ageing } = design;
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `\n## ${title}\n\n${lines.map((line) => `- ${line}\n`).join("")}`;
  return `# ${folder}

Keeps the books of ${things}, each in one ${group}. It reads commands from standard input, one a line, and prints one line for each.

- \`add NAME ${group.toUpperCase()} ${fields.map((field) => field.toUpperCase()).join(" ")}\` adds a ${thing}, and prints ok, or taken where there is one of that name.
- \`set NAME FIELD NUMBER\` changes one of its numbers, \`drop NAME\` takes it away: both print ok, or missing.
- \`show NAME FIGURE\` prints a figure of a ${thing}, or missing.
- \`report REPORT ${group.toUpperCase()}\`, \`pick CHOICE ${group.toUpperCase()}\` and \`count COUNT ${group.toUpperCase()}\` print what is said of a ${group} below.
- \`close\` closes the books, and prints ok.
${section("Blends of two numbers", blends.map(blendLine))}${section(
    `Figures of a ${thing}`,
    figures.map((figure) => figureLine(design, figure)),
  )}${section(
    `Counts of a ${group}`,
    counts.map((count) => countLine(design, count)),
  )}${section(
    `Reports on a ${group}`,
    reports.map((report) => reportLine(design, report)),
  )}${section(
    `Choices from a ${group}`,
    choices.map((choice) => choiceLine(design, choice)),
  )}${section("Closing", [ageingLine(design, ageing)])}
A figure that is kept is worked out and kept the first time that anything needs it: a show, a report for each ${thing} that it takes in, a choice, or another figure. Whatever needs it later gets what is kept. What is kept for the ${group} is the same for all its ${things}. Kept figures are forgotten after the numbers have changed. Only what succeeds is counted, and a show is counted after it was answered.
`;
}

function blendLine({ name, kind, a, b, sign }: Blend): string {
  return kind === "weighted"
    ? `${name}: ${a} times the first ${sign === 1 ? "plus" : "less"} ${b} times the second.`
    : `${name}: ${a} times what the first has more than the second, 0 where it has no more.`;
}

function figureLine(design: Design, { name, steps, quoting }: Figure): string {
  const { thing, group } = design;
  const sentences = steps.map(stepText);
  if (quoting === null) return `${name}: ${sentences.join(" ")} It is worked out anew each time.`;
  const one = quoting.keptFor === "thing" ? `the ${thing}` : `a ${thing} of the ${group}`;
  const times = quoting.forgottenOn.map((time) =>
    time === "close" ? "when the books are closed" : `when ${one} is ${time === "set" ? "set" : "dropped"}`,
  );
  const kept = `It is kept for the ${quoting.keptFor === "thing" ? thing : group}`;
  return `${name}: ${sentences.join(" ")} ${kept}, and ${times.length === 0 ? "never forgotten" : `forgotten ${times.join(", ")}`}.`;
}

function stepText(step: Step): string {
  const done = "sign" in step && step.sign === 1 ? "added" : "taken off";
  switch (step.kind) {
    case "start":
      return `${step.a} times ${termText(step.x)} ${step.sign === 1 ? "plus" : "less"} ${step.b} times ${termText(step.y)}.`;
    case "adjust":
      return `If ${conditionText("its", step.when)}, ${step.by} is ${done}.`;
    case "add":
      return `Then ${step.times} times ${termText(step.term)} is ${done}.`;
    case "divide":
      return `The result is divided by ${step.by} and rounded ${step.round}.`;
    case "limit":
      return `It is at ${step.side} ${step.bound}.`;
    case "none":
      return "";
  }
}

function termText(term: Term): string {
  if (term.kind === "field") return `its ${term.field}`;
  if (term.kind === "figure") return `its ${term.figure}`;
  return `the ${term.blend} of its ${term.first} and its ${term.second}`;
}

function conditionText(whose: "its" | "whose", { field, comparison, bound }: Condition): string {
  const said = {
    "<": `less than ${bound}`,
    "<=": `${bound} or less`,
    ">": `more than ${bound}`,
    ">=": `${bound} or more`,
  };
  return `${whose} ${field} is ${said[comparison]}`;
}

const DONE = { add: "added", set: "set", drop: "dropped", show: "shown" } as const;
const AT_CLOSE = { zero: "begins at 0 again", kept: "stays as it is", halved: "is halved, rounded down" } as const;

function countLine({ thing }: Design, { name, on, by, atClose }: Count): string {
  return `${name}: ${by} for every ${thing} ${on.map((one) => DONE[one]).join(" or ")}. At closing it ${AT_CLOSE[atClose]}.`;
}

const TAKEN: Readonly<Record<Report["take"], string>> = {
  sum: "the sum of",
  largest: "the largest of",
  smallest: "the smallest of",
  spread: "the largest less the smallest of",
  number: "the number of",
};

function reportLine({ thing, things, group }: Design, { name, of, where, take, empty, plus }: Report): string {
  const filter = where === null ? "" : ` ${conditionText("whose", where)}`;
  const figure = of.kind === "figure" ? of.figure : "";
  const added = plus === null ? "" : ` Then ${plus.times} times the ${plus.count} of the ${group} is added.`;
  return `${name}: ${TAKEN[take]} the ${figure} of every ${thing}${filter}, ${empty} where there are no such ${things}.${added}`;
}

const TIES = {
  name: "the first by name",
  earliest: "the one that was added first",
  latest: "the one that was added last",
} as const;

function choiceLine({ thing }: Design, { name, of, end, ties }: Choice): string {
  const figure = of.kind === "figure" ? of.figure : "";
  return `${name}: the ${thing} with the ${end} ${figure}, of several ${TIES[ties]}, or none.`;
}

function ageingLine({ thing }: Design, { field, by, where }: Ageing): string {
  const filter = where === null ? "" : ` ${conditionText("whose", where)}`;
  return `${by} is added to the ${field} of every ${thing}${filter}.`;
}
