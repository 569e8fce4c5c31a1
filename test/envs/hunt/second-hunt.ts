/**
 * HUNT once more, written from docs/environments-levels.md and what openings say, without any code of the environment:
 * what it observes and how it judges.
 */
export interface SecondVerdict {
  readonly score: number;
  readonly reason: string;
  readonly extracted: string | null;
  readonly codesRight: number | null;
}

export interface SecondPlay {
  /** One for each turn that did not end the episode. */
  readonly observations: readonly string[];
  readonly verdict: SecondVerdict | null;
}

interface Rule {
  readonly from: number;
  readonly weights: readonly number[];
  hits(asked: number, sum: number): boolean;
  tell(hitting: readonly boolean[]): number;
}

const TURNS = 12;

/** Plays all turns. @param hidden the codes, digit by digit */
export function playSecond(
  opening: string,
  hidden: readonly (readonly number[])[],
  turns: readonly string[],
): SecondPlay {
  const game = readOpening(opening);
  const observations: string[] = [];
  for (const [at, said] of turns.entries()) {
    const turn = at + 1;
    const left = `Turns left: ${TURNS - turn}.`;
    const action = actionOf(said, game, hidden.length);
    if (action.verb === "claim") return { observations, verdict: judge(action, hidden, game.bound, turn) };
    if (turn === TURNS) {
      return { observations, verdict: { score: 0, reason: "turn_limit", extracted: null, codesRight: null } };
    }
    if (action.verb === "none") {
      observations.push(`Turn ${turn} is lost: ${action.reason}. ${left}`);
      continue;
    }
    const rule = [...game.rules].reverse().find(({ from }) => from <= turn);
    if (rule === undefined) throw new Error(`No rule holds in turn ${turn}.`);
    const answers = action.codes.map((code, index) => answer(rule, code, hidden[index] ?? []));
    observations.push(`Answers of turn ${turn}: ${answers.join(" ")}. ${left}`);
  }
  return { observations, verdict: null };
}

function answer(rule: Rule, asked: readonly number[], hidden: readonly number[]): number {
  const places = hidden.length;
  const hitting = asked.map((digit, place) => {
    let sum = 0;
    for (let step = 0; step < places; step += 1) sum += rule.weights[step]! * hidden[(place + step) % places]!;
    return rule.hits(digit, sum);
  });
  return rule.tell(hitting);
}

function judge(
  { codes, text }: { readonly codes: readonly (readonly number[])[]; readonly text: string },
  hidden: readonly (readonly number[])[],
  bound: number,
  turn: number,
): SecondVerdict {
  const codesRight = hidden.filter((code, index) =>
    code.every((digit, place) => codes[index]?.[place] === digit),
  ).length;
  if (codesRight < hidden.length) return { score: 0, reason: "wrong_claim", extracted: text, codesRight };
  if (turn <= bound) return { score: 1000, reason: "correct", extracted: text, codesRight };
  const score = Math.floor((1000 * (13 - turn)) / (13 - bound));
  return { score, reason: "correct_late", extracted: text, codesRight };
}

interface Opening {
  readonly places: number;
  readonly digits: number;
  readonly bound: number;
  readonly rules: readonly Rule[];
}

function readOpening(opening: string): Opening {
  const digits = Number(one(opening, /digits from 0 to (\d+)/)) + 1;
  const blocks = opening.split("\n\n").filter((block) => block.startsWith("From turn "));
  return {
    places: Number(one(opening, /Each code has (\d+) digits/)),
    digits,
    bound: Number(one(opening, /A right claim in turn (\d+) or before/)),
    rules: blocks.map((block) => readRule(block, digits)),
  };
}

function readRule(block: string, digits: number): Rule {
  const among = new Set(
    one(block, /is one of ([\d, ]+);|differ by one of ([\d, ]+);/)
      .split(", ")
      .map(Number),
  );
  const weights = [...block.matchAll(/(\d+) times the hidden digit/g)].map((found) => Number(found[1]));
  const told = block.slice(block.indexOf("the answer is "));
  return {
    from: Number(one(block, /^From turn (\d+)/)),
    weights,
    hits: block.includes("differ by")
      ? (asked, sum) => among.has(Math.abs(asked - (sum % digits)))
      : (asked, sum) => {
          const a = Number(one(block, /hits when (\d+) times its asked digit/));
          return among.has((a * asked + sum) % Number(one(block, /divided by (\d+)/)));
        },
    tell(hitting) {
      const places = hitting.flatMap((hit, place) => (hit ? [place + 1] : []));
      if (told.includes("first place")) return places[0] ?? 0;
      if (told.includes("last place")) return places[places.length - 1] ?? 0;
      if (!told.includes("unbroken row")) return places.length;
      let [row, longest] = [0, 0];
      for (const hit of hitting) longest = Math.max(longest, (row = hit ? row + 1 : 0));
      return longest;
    },
  };
}

type Action =
  | { readonly verb: "ask" | "claim"; readonly codes: readonly (readonly number[])[]; readonly text: string }
  | { readonly verb: "none"; readonly reason: string };

/** Rules 1 to 7 of "Taking the answer out", as far as they concern a short text in tags. */
function actionOf(said: string, { places, digits }: Opening, codes: number): Action {
  const none = (reason: string): Action => ({ verb: "none", reason });
  const reasoned = said.toLowerCase().lastIndexOf("</think>");
  const spoken = reasoned === -1 ? said : said.slice(reasoned + "</think>".length);
  if (spoken.toLowerCase().includes("<think>")) return none("no_answer");
  const close = [...spoken.matchAll(/<\/action\s*>/gi)].at(-1);
  const opens = [...spoken.matchAll(/<action(\s[^<>]*)?>/gi)];
  if (opens.some(({ index }) => close === undefined || index > close.index)) return none("unclosed_answer");
  const open = opens.at(-1);
  if (close === undefined || open === undefined) return none("no_answer");
  const inside = spoken.slice(open.index + open[0].length, close.index).replace(/^[\u200b\s]+|[\u200b\s]+$/g, "");
  if (/(?![0-9])\p{Nd}|[\u200b\0]/u.test(inside)) return none("forbidden_character");
  const text = bare(inside);
  if (text.length > 256) return none("action_too_long");
  if (/^- \[ \]/.test(text) || /# .*(?:back|reverse)/.test(text)) return none("neither_ask_nor_claim");
  if (/\n\n[A-Z][a-z ]*\b(?:guess|back)\b/.test(text)) return none("neither_ask_nor_claim");
  const told = / (?:#|\/\/) (?![^\n]*\d)[a-z ]*$/i.exec(text)?.[0] ?? /\n\n[A-Z][a-z ]*$/.exec(text)?.[0] ?? "";
  const plain = undressed(
    text
      .slice(0, text.length - told.length)
      .replace(/!$/, "")
      .toLowerCase(),
    codes,
  );
  const parts = /^(ask|claim)[\s:=]+[\d\s,;|/-]*$/.exec(plain);
  // A sign makes it another number.
  if (parts === null || /(?<!\d)-\d/.test(plain)) return none("neither_ask_nor_claim");
  const read = [...plain.matchAll(/\d/g)].map(([digit]) => Number(digit));
  if (read.length !== places * codes) return none("wrong_number_of_digits");
  if (read.some((digit) => digit >= digits)) return none("digit_too_large");
  const rows = Array.from({ length: codes }, (_, code) => read.slice(code * places, code * places + places));
  return { verb: parts[1] as "ask" | "claim", codes: rows, text };
}

/** Without JSON's marks, the word before the last code, and the numbers of the codes where all of them stand there. */
function undressed(text: string, codes: number): string {
  const numbers = Array.from({ length: codes }, (_, index) => index + 1);
  const listed = new RegExp(`^([^\\n]*)\\n${numbers.map((number) => `${number}[.)] (.*)`).join("\\n")}$`).exec(text);
  const lines = codes > 1 && listed !== null ? listed.slice(1).join("\n") : text;
  let plain = lines
    .replace(/^<tool_call>|<\/tool_call>$/g, "")
    .replace(/^(?:✅ |- \[x\] )| \(final\)$/g, "")
    .replace(/^[-*] /, "")
    .replace(/["'`*()[\]{}]/g, " ")
    .replace(/ and /g, " ")
    .trim()
    .replace(/^(?:action|name)\s*:\s*(ask|claim)\s*,\s*(?:arguments\s*:\s*)?codes\s*:/, "$1 ")
    .replace(/^(ask|claim) codes (?=[\d ])/, "$1 ")
    .replace(/^(?:\d+\.? |(?:turn|action|step) ?\d*: )(?=ask|claim)/, "");
  const named = numbers.map((number) => `code ${number}:`);
  if (named.every((name) => plain.split(name).length === 2)) {
    for (const name of named) plain = plain.replace(name, " ");
  }
  return plain;
}

/** Without what rule 5 takes off, once each. */
function bare(inside: string): string {
  const bold = /^\*\*([\s\S]*)\*\*$/.exec(inside)?.[1] ?? /^`([\s\S]*)`$/.exec(inside)?.[1] ?? inside;
  return bold.trim().replace(/\.$/, "").trim();
}

function one(text: string, pattern: RegExp): string {
  const groups: readonly (string | undefined)[] = pattern.exec(text)?.slice(1) ?? [];
  const found = groups.find((group) => group !== undefined);
  if (found === undefined) throw new Error(`An opening without ${String(pattern)}.`);
  return found;
}
