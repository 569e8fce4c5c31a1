import type { PromptMessage } from "../prompt.ts";

/** A rule as the opening words it. */
export interface HuntRule {
  readonly from: number;
  readonly weights: readonly number[];
  /** Factor of the asked digit and modulus; without a factor digit and sum are subtracted. */
  readonly factor: number | null;
  readonly modulus: number;
  readonly among: readonly number[];
  readonly telling: "count" | "first" | "last" | "run";
}

export interface Hunt {
  readonly places: number;
  readonly digits: number;
  readonly codes: number;
  readonly rules: readonly HuntRule[];
  /** Asks that were answered, with the turns they were said in. */
  readonly asked: readonly {
    readonly turn: number;
    readonly ask: readonly string[];
    readonly answers: readonly number[];
  }[];
  /** The turn to be said, from 1. */
  readonly turn: number;
}

const TELLINGS = [
  ["how many places of the ask hit", "count"],
  ["first place of the ask", "first"],
  ["last place of the ask", "last"],
  ["unbroken row", "run"],
] as const;

/** Reads a conversation; `null` where it is about something else. */
export function readHunt(messages: readonly PromptMessage[]): Hunt | null {
  const opening = messages.find(({ role }) => role === "user")?.content ?? "";
  const shape = /Each code has (\d+) digits from 0 to (\d+);/.exec(opening);
  const rules = opening.split("\n\n").flatMap((part) => readRule(part));
  if (shape === null || rules.length === 0) return null;
  const said = messages.flatMap(({ role, content }, at) => {
    return role === "assistant" ? [{ content, next: messages[at + 1]?.content ?? "" }] : [];
  });
  const asked = said.flatMap(({ content, next }, at) => {
    const ask = /<action>ask ([\d ]+)<\/action>/.exec(content)?.[1];
    const answers = /^Answers of turn \d+: ([\d ]+)\./.exec(next)?.[1];
    if (ask === undefined || answers === undefined) return [];
    return [{ turn: at + 1, ask: ask.split(" "), answers: answers.split(" ").map(Number) }];
  });
  const codes = Number(/^(\d+) codes are hidden/.exec(opening)?.[1] ?? 1);
  return { places: Number(shape[1]), digits: Number(shape[2]) + 1, codes, rules, asked, turn: said.length + 1 };
}

function readRule(text: string): HuntRule[] {
  const from = /^From turn (\d+) on:/.exec(text)?.[1];
  const telling = TELLINGS.find(([words]) => text.includes(words))?.[1];
  const among = /one of ([\d, ]+);/.exec(text)?.[1];
  const modulus = /divided by (\d+)/.exec(text)?.[1];
  if (from === undefined || telling === undefined || among === undefined || modulus === undefined) return [];
  const factor = /hits when (\d+) times its asked digit/.exec(text)?.[1];
  const weights = Array.from(text.matchAll(/(\d+) times the hidden digit/g), ([, weight]) => Number(weight));
  return [
    {
      from: Number(from),
      weights,
      factor: factor === undefined ? null : Number(factor),
      modulus: Number(modulus),
      among: among.split(", ").map(Number),
      telling,
    },
  ];
}
