import {
  announcedAnswer,
  CHANGES_NUMBER,
  extractTagged,
  plainCall,
  takesBack,
  withoutRemarks,
} from "../extract/index.ts";
import type { Game } from "./game.ts";
import { plainAction } from "./plain-action.ts";

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
/** A remark that says one of these says more than a remark: another action, that it is taken back, or another order. */
const SAYS_MORE =
  /\b(?:ask|claim|back|backwards?|revers\w*|swap\w*|mirror\w*|opposite|negat\w*|retract\w*|withdr\w*|withhold\w*|cancel\w*|undo\w*|later|next|if|unless|maybe|perhaps|unsure|guess\w*|shift\w*|plus|minus|except|but|wait|mistake|oops|ignored?|skip|don|joke|kidding|test|draft|example|soon|until|till|pending|premature|early|ready|provided|assuming|once|hypothetical\w*|old|previous|obsolete|outdated|from the (?:end|right|back|last))\b/i;
/** The same of a remark on what is only asked, for which any reason is good. */
const CHANGES_ASK =
  /\b(?:claim|backwards?|revers\w*|swap\w*|mirror\w*|opposite|cancel\w*|undo\w*|shift\w*|except|instead|rather|wait|oops|ignored?|skip|later|tomorrow|from the (?:end|right|back|last))\b/i;
const MORE = new RegExp(`${SAYS_MORE.source}|${CHANGES_NUMBER.source}`, "i");
const WONDERS = /^(?:maybe|perhaps|possibly|probably) (?!(?:not|no|later|next|another)\b)/i;
/** A remark in brackets, and one behind a sign. */
const IN_BRACKETS = /[ \t]\(([a-z][^()\d]{0,128})\)\.?$/i;
const BEHIND = /[ \t]{1,8}(?:#|\/\/)[ \t]{0,8}([a-z][^\d\n#]{0,200})$/i;
/** A hyphen between two digits parts them, as one with a blank behind it does; any other before a digit is a sign. */
const FORM = /^(ask|claim)[\s:=]+((?:[\s\d,;|/]|(?<=\d)-|-(?!\d))*)$/;
/** Sentences below an action, which are read as a remark on it; the last period is gone already. */
const BELOW = /^([^]*\d[^\n]{0,8}?)[.!]{0,3}\s*\n\s*([A-Z][^\d\n#]*(?:\n\s*[A-Z][^\d\n#]*)*)$/;
/** Reads the last action of a turn: `ask 012 345`. Digits may stand apart; their number decides. */
export function readAction(said: string, { places, digits, codes }: Pick<Game, "places" | "digits" | "codes">): Action {
  const extraction = extractTagged(said, "action");
  if (!extraction.found) return invalid(extraction.reason);
  const text = announcedAnswer(extraction.answer);
  if (text.length > MAX_LENGTH) return invalid("action_too_long");
  const bare = withoutWhy(plainCall(text).replace(BELOW, sentencesBehind))
    .trim()
    .replace(/!{1,3}$/, "");
  const parts = FORM.exec(plainAction(bare.toLowerCase(), codes));
  if (parts === null) return invalid("neither_ask_nor_claim");
  const read = Array.from((parts[2] as string).replace(/\D/g, ""), Number);
  if (read.length !== places * codes) return invalid("wrong_number_of_digits");
  if (read.some((digit) => digit >= digits)) return invalid("digit_too_large");
  const all = Array.from({ length: codes }, (_, code) => read.slice(code * places, (code + 1) * places));
  return { valid: true, verb: parts[1] as "ask" | "claim", codes: all, text };
}

function sentencesBehind(_: string, action: string, sentences: string): string {
  return `${action} # ${sentences.replace(/\s+/g, " ")}`;
}

/** An action without a remark on it. */
function withoutWhy(text: string): string {
  const told = text.replace(IN_BRACKETS, " # $1");
  const bare = said(told) ?? withoutRemarks(told, MORE);
  // What may stand in brackets behind a claim is read as such.
  return bare === told ? text : bare;
}

/** What is asked without why, which nothing depends on. */
function said(text: string): string | null {
  const remark = /^\W{0,4}ask\b/i.test(text) ? BEHIND.exec(text)?.[1] : undefined;
  if (remark === undefined || CHANGES_ASK.test(remark) || CHANGES_NUMBER.test(remark)) return null;
  if (takesBack(remark.replace(WONDERS, ""))) return null;
  return text.replace(BEHIND, "");
}

function invalid(reason: string): Action {
  return { valid: false, reason };
}
