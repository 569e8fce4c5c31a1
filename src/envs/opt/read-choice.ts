import { listLines, plainAnswer } from "../extract/index.ts";

/** Names of items, or why the answer is no choice. */
export type ReadChoice =
  | { readonly valid: true; readonly choice: readonly boolean[] }
  | { readonly valid: false; readonly reason: "bad_token" | "unknown_item" | "repeated_item" | "nothing_chosen" };

/**
 * Reads the names of items as a list: separated by blanks, lines, commas or semicolons, in one pair of brackets or none,
 * quoted or not, with bullets or numbers, in either case, an "and" before the last one. Every name once.
 */
export function readChoice(answer: string, names: readonly string[]): ReadChoice {
  const text = withoutBrackets(listLines(plainAnswer(answer).toLowerCase()).join("\n"));
  const choice = names.map(() => false);
  let count = 0;
  for (const part of text.split(/[\s,;]+/)) {
    const word = /^(["'`]?)([a-z]{1,32})\1$/.exec(part)?.[2];
    if (part === "" || (word === "and" && count > 0)) continue;
    if (word === undefined) return { valid: false, reason: "bad_token" };
    const at = names.indexOf(word);
    if (at === -1) return { valid: false, reason: "unknown_item" };
    if (choice[at] === true) return { valid: false, reason: "repeated_item" };
    choice[at] = true;
    count += 1;
  }
  return count === 0 ? { valid: false, reason: "nothing_chosen" } : { valid: true, choice };
}

/** The text within one pair of brackets around all of it. */
function withoutBrackets(text: string): string {
  const close = { "[": "]", "(": ")", "{": "}" }[text.charAt(0)];
  return close !== undefined && text.length > 1 && text.endsWith(close) ? text.slice(1, -1) : text;
}
