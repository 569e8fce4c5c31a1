import { fill, mask, maskBy } from "./masked.ts";
import type { Pair } from "./pairs.ts";
import { SimilarTexts } from "./similar-texts.ts";
import { assemble, readProgram, readStatement, type ReadStatement } from "./taken-apart.ts";

/** Numbers up to this one may stand in a statement as a word: twice, even, five times. */
const TOLD_IN_WORDS = 5;

/** What a reader has learnt from pairs of question and answer, without the source. */
export class Lessons {
  /** Words that programs take over from statements. */
  readonly #names = new Set<string>();
  readonly #sentences = new Map<string, string>();
  readonly #similarSentences = new SimilarTexts<{ readonly code: string }>();
  readonly #clauses = new Map<string, string>();
  readonly #shapes = new Map<string, string>();
  readonly #keeping = new Map<string, string>();
  readonly #goals = new Map<string, string>();
  readonly #similarGoals = new SimilarTexts<{ readonly code: string }>();
  readonly #similarStatements = new SimilarTexts<{ readonly code: string }>();
  readonly #isName = (word: string): boolean => this.#names.has(word);

  constructor(pairs: readonly Pair[]) {
    const read = pairs.map(({ statement, program }) => {
      const parts = readStatement(statement);
      const code = readProgram(program, parts.fields);
      for (const name of [...parts.fields, ...parts.parameters, ...code.blocks.map((block) => block.name)]) {
        this.#names.add(name);
      }
      return { parts, code };
    });
    for (const { parts, code } of read) {
      const body = [...code.blocks.map((block) => block.code), code.keeping, code.tail].join("\n");
      this.#learn(parts, code);
      const whole = mask(parts.sentences.join(" "), this.#isName);
      this.#similarStatements.add(whole.text, { code: maskBy(body, whole.slots) });
    }
  }

  /** Every sentence looked up as it stands, but for names and numbers; `null` where one was never seen. */
  byDictionary(statement: string): string | null {
    return this.#translate(
      statement,
      (masked) => this.#sentences.get(masked) ?? null,
      (masked) => this.#goals.get(masked) ?? null,
    );
  }

  /** Sentences and clauses looked up; where a clause was never seen, the nearest sentence stands for the whole. */
  byClauses(statement: string): string | null {
    return this.#translate(
      statement,
      (masked, sentence) =>
        this.#sentences.get(masked) ??
        this.#fromClauses(sentence) ??
        this.#similarSentences.nearest(masked)?.code ??
        null,
      (masked) => this.#goals.get(masked) ?? this.#similarGoals.nearest(masked)?.code ?? null,
    );
  }

  /** For every sentence the most similar one. */
  byNearestSentences(statement: string): string | null {
    return this.#translate(
      statement,
      (masked) => this.#similarSentences.nearest(masked)?.code ?? null,
      (masked) => this.#similarGoals.nearest(masked)?.code ?? null,
    );
  }

  /** The answer to the most similar question, with the names and numbers of this one. */
  byNearestQuestion(statement: string): string | null {
    const parts = readStatement(statement);
    const { text, slots } = mask(parts.sentences.join(" "), this.#isName);
    const code = this.#similarStatements.nearest(text)?.code;
    const body = code === undefined ? null : fill(code, slots);
    return body === null ? null : assemble(parts, [], "", body);
  }

  #learn({ sentences }: ReadStatement, { blocks, keeping, tail }: ReturnType<typeof readProgram>): void {
    const left = sentences.map((sentence) => ({ sentence, words: this.#wordsOf(sentence) }));
    for (const { name, code } of blocks) {
      const wanted = [...this.#wordsOf(code)];
      const at = left.findIndex(({ words }) => words.has(name) && wanted.every((word) => words.has(word)));
      const sentence = at === -1 ? undefined : left.splice(at, 1)[0]?.sentence;
      if (sentence === undefined) continue;
      const { text, slots } = mask(sentence, this.#isName);
      if (!this.#sentences.has(text)) this.#similarSentences.add(text, { code: maskBy(code, slots) });
      this.#sentences.set(text, maskBy(code, slots));
      this.#learnClauses(sentence, code);
    }
    const aside = left.findIndex(({ sentence }) => setsAside(sentence));
    if (aside !== -1) {
      const sentence = left.splice(aside, 1)[0]?.sentence ?? "";
      const { text, slots } = mask(sentence, this.#isName);
      this.#keeping.set(text, maskBy(keeping, slots));
    }
    const goal = mask(left.map(({ sentence }) => sentence).join(" "), this.#isName);
    const code = maskBy(tail, goal.slots);
    if (!this.#goals.has(goal.text)) this.#similarGoals.add(goal.text, { code });
    this.#goals.set(goal.text, code);
  }

  /** Which part of a line a clause stands for: the longest one in brackets, or behind `=`, with the same names and numbers. */
  #learnClauses(sentence: string, code: string): void {
    if (code.includes("\n")) return;
    const found: { clause: string; part: string }[] = [];
    let rest = code;
    let parts = this.#keyedPartsOf(rest);
    for (const clause of clausesOf(sentence)) {
      const wanted = this.#keyOf(clause);
      if (wanted === "") continue;
      const part = parts.find(({ key }) => key === wanted)?.part;
      if (part === undefined) continue;
      const { text, slots } = mask(clause, this.#isName);
      this.#clauses.set(text, maskBy(part, slots));
      rest = rest.replace(part, "0");
      parts = this.#keyedPartsOf(rest);
      found.push({ clause, part });
    }
    found.sort((a, b) => sentence.indexOf(a.clause) - sentence.indexOf(b.clause));
    const shape = found.reduce((text, { clause }, index) => text.replace(clause, `CLAUSE${index}x`), sentence);
    const codeShape = found.reduce((text, { part }, index) => text.replace(part, `CLAUSE${index}x`), code);
    const { text, slots } = mask(shape, this.#isName);
    this.#shapes.set(text, maskBy(codeShape, slots));
  }

  /** A line put together from the codes of clauses. The result has names and numbers, no slots. */
  #fromClauses(sentence: string): string | null {
    const known: { clause: string; code: string }[] = [];
    for (const clause of clausesOf(sentence)) {
      const { text, slots } = mask(clause, this.#isName);
      const part = this.#clauses.get(text);
      const code = part === undefined ? null : fill(part, slots);
      if (code !== null) known.push({ clause, code });
    }
    known.sort((a, b) => sentence.indexOf(a.clause) - sentence.indexOf(b.clause));
    const shape = known.reduce((text, { clause }, index) => text.replace(clause, `CLAUSE${index}x`), sentence);
    const { text, slots } = mask(shape, this.#isName);
    const found = this.#shapes.get(text);
    const filled = found === undefined ? null : fill(found, slots);
    return filled === null
      ? null
      : filled.replace(/CLAUSE(\d+)x/g, (_all, index: string) => known[Number(index)]?.code ?? "0");
  }

  #translate(
    statement: string,
    sentenceCode: (masked: string, sentence: string) => string | null,
    goalCode: (masked: string) => string | null,
  ): string | null {
    const parts = readStatement(statement);
    const rest: string[] = [];
    const blocks: { name: string; code: string }[] = [];
    let keeping = "    kept = range(n)";
    for (const sentence of parts.sentences) {
      const { text, slots } = mask(sentence, this.#isName);
      const kept = setsAside(sentence) ? this.#keeping.get(text) : undefined;
      if (kept !== undefined) {
        keeping = fill(kept, slots) ?? keeping;
        continue;
      }
      if (!defines(sentence)) {
        rest.push(sentence);
        continue;
      }
      const found = sentenceCode(text, sentence);
      const code = found === null ? null : fill(found, slots);
      const name = code === null ? undefined : /^ {4}(\w+) = /.exec(code)?.[1];
      if (code === null || name === undefined) return null;
      blocks.push({ name, code });
    }
    const goal = mask(rest.join(" "), this.#isName);
    const found = goalCode(goal.text);
    const tail = found === null ? null : fill(found, goal.slots);
    return tail === null ? null : assemble(parts, blocks, keeping, tail);
  }

  #keyedPartsOf(code: string): { readonly part: string; readonly key: string }[] {
    return partsOf(code).map((part) => ({ part, key: this.#keyOf(part) }));
  }

  /** Equal for texts that have the same names and numbers. */
  #keyOf(text: string): string {
    return [...this.#wordsOf(text)].sort().join(" ");
  }

  #wordsOf(text: string): Set<string> {
    return new Set(
      [...text.matchAll(/[A-Za-z_]\w*|\d+/g)]
        .map(([word]) => word)
        .filter((word) => this.#isName(word) || Number(word) > TOLD_IN_WORDS),
    );
  }
}

function setsAside(sentence: string): boolean {
  return /\baside\b/.test(sentence);
}

/** Sentences that say what a quantity or a property is. */
function defines(sentence: string): boolean {
  return (
    / of a thing\b|\bits \w+[.,:]|called|[Cc]all a thing|say that|its \w+, or 0/.test(sentence) &&
    !/^(Print|Find|Count the pairs)/.test(sentence)
  );
}

function clausesOf(sentence: string): string[] {
  return sentence
    .replace(/[.]$/, "")
    .split(
      /[,;:] (?:and |or |unless |when |namely |with |less )?| (?:if|when|unless|from|take|and add|and subtract|is) /,
    )
    .map((clause) => clause.trim())
    .filter((clause) => clause.includes(" "))
    .sort((a, b) => b.length - a.length);
}

/** Sub-expressions of a line: what stands in brackets, between commas, or around `if` and `else`, longest first. */
function partsOf(code: string): string[] {
  const body = /= \[(.*) for i in range\(n\)\]$/.exec(code)?.[1] ?? "";
  const parts = new Set<string>([body]);
  for (const piece of body.split(/ (?:if|else|and|or|[<>=!]=?|[-+*%]|\/\/) /)) parts.add(piece);
  const open: number[] = [];
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === "(") open.push(at);
    if (body[at] !== ")") continue;
    const start = open.pop() ?? 0;
    const called = /\w*$/.exec(body.slice(0, start))?.[0] ?? "";
    parts.add(body.slice(start - called.length, at + 1));
    for (const argument of topLevel(body.slice(start + 1, at))) parts.add(argument);
  }
  return [...parts].sort((a, b) => b.length - a.length);
}

/** Splits at commas and operators that stand outside brackets. */
function topLevel(text: string): string[] {
  const pieces: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    if ("([".includes(text[at] ?? "")) depth += 1;
    if (")]".includes(text[at] ?? "")) depth -= 1;
    const operator = /^(?:, | [-+*%] | \/\/ )/.exec(text.slice(at))?.[0];
    if (depth !== 0 || operator === undefined) continue;
    pieces.push(text.slice(from, at));
    from = at + operator.length;
  }
  return [...pieces, text.slice(from)];
}
