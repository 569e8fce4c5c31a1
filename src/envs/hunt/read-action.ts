import { extractTagged, plainAnswer, withoutRemarks } from "../extract/index.ts";
import type { Game } from "./game.ts";

/** What a turn does, or why it does nothing. */
export type Action =
  | {
      readonly valid: true;
      readonly verb: "ask" | "claim";
      readonly codes: readonly (readonly number[])[];
      readonly text: string;
    }
  | { readonly valid: false; readonly reason: string };

/** Longer actions are not looked at; the longest valid one has some forty characters. */
const MAX_LENGTH = 256;
/** A remark that says the other one, or the same, says more than a remark. */
const VERB = /\b(?:ask|claim)\b/i;
const FORM = /^(ask|claim)[\s:=]+([\s\d,;|/-]*)$/;
/** `{"action": "ask", "codes": …`: the word that means something is the second one. */
const NAMED = /^\s*(?:action|verb|type|move)\s*[:=]\s*(ask|claim)\s*,\s*(?:codes?|digits|values?)\s*[:=]/;
/** What says which action it is: `1. `, `turn 3:`, `action:`. */
const PLACE = /^(?:\d{1,2}\.?\s{1,8}|(?:turn|step|action|move)\s{0,8}\d{0,2}\s{0,8}[.:=]\s{0,8})(?=ask\b|claim\b)/;
/** `code 1:`, as the question numbers its codes. */
const LABEL = /\bcode\s?#?(\d)\s?(?:[:=]|is\b)/g;

/** Reads the last action of a turn: `ask 012 345`. Digits may stand apart; their number decides. */
export function readAction(said: string, { places, digits, codes }: Pick<Game, "places" | "digits" | "codes">): Action {
  const extraction = extractTagged(said, "action");
  if (!extraction.found) return invalid(extraction.reason);
  const text = plainAnswer(extraction.answer);
  if (text.length > MAX_LENGTH) return invalid("action_too_long");
  const parts = FORM.exec(plainAction(withoutRemarks(text, VERB).trim().toLowerCase(), codes));
  if (parts === null) return invalid("neither_ask_nor_claim");
  const read = Array.from((parts[2] as string).replace(/\D/g, ""), Number);
  if (read.length !== places * codes) return invalid("wrong_number_of_digits");
  if (read.some((digit) => digit >= digits)) return invalid("digit_too_large");
  const all = Array.from({ length: codes }, (_, code) => read.slice(code * places, (code + 1) * places));
  return { valid: true, verb: parts[1] as "ask" | "claim", codes: all, text };
}

/** A verb and digits without what a list, JSON, or the numbers of the codes put around them. */
function plainAction(text: string, codes: number): string {
  const lines = text.split("\n").map((line) => line.trim());
  const numbered = lines.length === codes + 1 && codes > 1 && lines.every((line, at) => at === 0 || isItem(line, at));
  const items = numbered ? lines.map((line, at) => (at === 0 ? line : line.replace(/^\d[.)]/, ""))).join("\n") : text;
  const bare = items
    .replace(/^[-*•]\s+/, "")
    .replace(/["'`*()[\]{}]/g, " ")
    .replace(/\band\b/g, " ")
    .trim()
    .replace(NAMED, "$1 ")
    .replace(PLACE, "");
  const labels = Array.from(bare.matchAll(LABEL), ([, number]) => Number(number));
  const inOrder = labels.length === codes && labels.every((number, at) => number === at + 1);
  return inOrder ? bare.replace(LABEL, " ") : bare;
}

function isItem(line: string, number: number): boolean {
  return line.startsWith(`${number}. `) || line.startsWith(`${number}) `);
}

function invalid(reason: string): Action {
  return { valid: false, reason };
}
