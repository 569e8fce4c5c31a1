import { FORMATS } from "../formats/formats.ts";
import { FRONTS } from "../fronts/index.ts";
import { matchSentence, renderSentence, type Phrase, type Sentence } from "../language/sentence.ts";
import { STEPS } from "../steps/index.ts";
import { formatOf, frontOf, ruleOf, stepOf, type Spec } from "./spec.ts";
import { KIND_NAMES } from "./value.ts";

/** The task in words: the front-end, its rules, the numbered steps and the format, a sentence or more a line. */
export function renderStatement(spec: Spec): string {
  const front = frontOf(spec);
  return [
    renderSentence(front, spec.front.values),
    ...spec.rules.map((rule) => `- ${renderSentence(ruleOf(spec, rule), rule.values)}`),
    ...(spec.steps.length === 0 ? [] : [`Then do the following with the ${KIND_NAMES[front.gives]}, in this order:`]),
    ...spec.steps.map((phrase, index) => `${index + 1}. ${renderSentence(stepOf(phrase), phrase.values)}`),
    renderSentence(formatOf(spec), spec.format.values),
  ].join("\n");
}

/** The task of a statement, `null` unless every line reads as exactly one sentence of the table. */
export function parseStatement(statement: string): Spec | null {
  const lines = statement.split("\n");
  const front = oneMatch(FRONTS, lines[0]);
  const format = oneMatch(FORMATS, lines.at(-1));
  const table = FRONTS.find(({ id }) => id === front?.id);
  if (front === null || format === null || table === undefined) return null;
  const rules: Phrase[] = [];
  const steps: Phrase[] = [];
  for (const line of lines.slice(1, -1)) {
    if (line === `Then do the following with the ${KIND_NAMES[table.gives]}, in this order:`) continue;
    const isRule = line.startsWith("- ");
    const text = isRule ? line.slice(2) : line.slice(line.indexOf(". ") + 2);
    const phrase = oneMatch(isRule ? table.rules : STEPS, text);
    if (phrase === null) return null;
    (isRule ? rules : steps).push(phrase);
  }
  return { front, rules, steps, format };
}

function oneMatch(table: readonly Sentence[], text: string | undefined): Phrase | null {
  const found = table.flatMap((sentence) => {
    const values = matchSentence(sentence, text ?? "");
    return values === null ? [] : [{ id: sentence.id, values }];
  });
  return found.length === 1 ? (found[0] as Phrase) : null;
}
