/**
 * The answer in a model's text, written from docs/environments.md, "Taking the answer out of a model's text", and from
 * nothing else: what the environments' own reader says is compared with it.
 */
export type Taken =
  { readonly found: true; readonly answer: string } | { readonly found: false; readonly reason: string };

const LONGEST_ANSWER = 65_536;
const REASONING = "think|thinking|thought|thoughts|reasoning|scratchpad|seed:think";
const REASONING_ENDS = new RegExp(`</(?:${REASONING})>|\\[/THINK\\]|◁/think▷|<\\|end_of_thought\\|>`, "gi");
const REASONING_BEGINS = new RegExp(`<(?:${REASONING})>|\\[THINK\\]|◁think▷|<\\|begin_of_thought\\|>`, "gi");
const NAMED = /["'`“‘]/;
const WITHOUT_WIDTH = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
const STRANGE_DIGIT = /(?![0-9])\p{Nd}/u;

/** What stands between the last tags of that name. */
export function taggedAnswer(completion: string, tag: string): Taken {
  const end = unquoted(completion, REASONING_ENDS).at(-1);
  const said = end === undefined ? completion : completion.slice(end.index + end[0].length);
  const closings = unquoted(said, new RegExp(`</${tag}\\s*>`, "gi"));
  const openings = unquoted(said, new RegExp(`<${tag}(?:\\s[^<>]*)?>`, "gi"));
  dropNamedPair(said, openings, closings);
  const closing = closings.at(-1);
  const begun = unquoted(said, REASONING_BEGINS)[0];
  if (begun !== undefined && (openings[0] === undefined || begun.index < openings[0].index)) {
    return { found: false, reason: "unclosed_reasoning" };
  }
  if (closing === undefined) return { found: false, reason: openings.length > 0 ? "unclosed_answer" : "no_answer" };
  if (openings.some(({ index }) => index > closing.index)) return { found: false, reason: "unclosed_answer" };
  const opening = openings.filter(({ index }) => index < closing.index).at(-1);
  if (opening === undefined) return { found: false, reason: "no_answer" };
  const answer = said.slice(opening.index + opening[0].length, closing.index);
  if (answer.length > LONGEST_ANSWER) return { found: false, reason: "answer_too_long" };
  if (STRANGE_DIGIT.test(answer) || answer.includes("\0") || WITHOUT_WIDTH.test(answer)) {
    return { found: false, reason: "forbidden_character" };
  }
  return { found: true, answer };
}

/** An empty pair at the end that a sentence runs into is named, where there is another pair before it. */
function dropNamedPair(said: string, openings: RegExpExecArray[], closings: RegExpExecArray[]): void {
  const [opening, closing] = [openings.at(-1), closings.at(-1)];
  if (opening === undefined || closing === undefined || openings.length < 2 || closings.length < 2) return;
  if (said.slice(opening.index + opening[0].length, closing.index).trim() !== "") return;
  if (!/[a-z,][ \t]*$/i.test(said.slice(0, opening.index))) return;
  openings.pop();
  closings.pop();
}

/** Matches that are used, not named in quotes or code marks. */
function unquoted(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)].filter(({ index }) => index === 0 || !NAMED.test(text.charAt(index - 1)));
}

/** Rule 5: without the one fence, emphasis or code mark around it, the period at its end, and other spellings of ASCII. */
export function plainText(answer: string): string {
  let text = answer
    .replace(/\r\n?/g, "\n")
    .replace(/[\u2212\u2010-\u2015\ufe63\uff0d]/g, "-")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replaceAll("，", ",")
    .replaceAll("：", ":")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .trim();
  const fence = /^(`{3,}|~{3,})[a-z0-9]*\n([\s\S]*?)\n?\1$/.exec(text);
  if (fence !== null) text = (fence[2] as string).trim();
  const marked = /^\*\*([^*]*)\*\*$/.exec(text) ?? /^`([^`]*)`$/.exec(text) ?? /^\\boxed\{([^{}]*)\}$/.exec(text);
  if (marked !== null) text = (marked[1] as string).trim();
  return text.replace(/\.$/, "").trim();
}

/** Without the words that announce an answer. */
export function withoutHeading(text: string): string {
  return text.replace(
    /^(?:\*\*)?(?:the )?(?:final )?(?:chosen )?(?:answer|plan|proof|items|values)(?: is| are)?:(?:\*\*)?\s*/i,
    "",
  );
}

/** Lines of a list without blanks, bullets, and numbers that count up from 0 or 1. */
export function listItems(text: string): string[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim().replace(/^[-*+•] +/, ""))
    .filter((line) => line !== "");
  for (const first of [0, 1]) {
    const numbered = lines.map((line, at) => new RegExp(`^\\(?${at + first}(?:[.):]| -) *(.+)$`).exec(line)?.[1]);
    if (lines.length > 1 && numbered.every((line) => line !== undefined)) return numbered;
  }
  return lines;
}
